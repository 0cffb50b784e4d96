//! Reads the record of an active session, gives the path of its card files, and ends the session.

use serde::Serialize;
use shared::immunization::OpenedRecord;
use shared::routes::api::{HEALTH_CARD, LOCK, RECORD};

use ui::api::{ApiError, get, send};

/// Reads the record, which also renews the session.
pub async fn fetch_record() -> Result<OpenedRecord, ApiError> {
    get(RECORD).await
}

pub async fn lock() -> Result<(), ApiError> {
    send(LOCK, &Nothing {}).await.map(drop)
}

/// The empty body `{}` of a call.
#[derive(Serialize)]
struct Nothing {}

/// The path of the file of the card at this place.
pub fn health_card_path(place: usize) -> String {
    format!("{HEALTH_CARD}/{place}")
}
