//! The record of a living viewing session, its card file, and the end of the session.

use serde::Serialize;
use shared::immunization::OpenedRecord;
use shared::routes::api::{HEALTH_CARD, LOCK, RECORD};

use ui::api::{ApiError, get, send};

/// Reading the record also keeps the session alive.
pub async fn fetch_record() -> Result<OpenedRecord, ApiError> {
    get(RECORD).await
}

pub async fn lock() -> Result<(), ApiError> {
    send(LOCK, &Nothing {}).await.map(drop)
}

/// The body of a call that says nothing: `{}`.
#[derive(Serialize)]
struct Nothing {}

/// Where the file of the card at this place is.
pub fn health_card_path(place: usize) -> String {
    format!("{HEALTH_CARD}/{place}")
}
