//! Reads the messages of the demo.

use shared::message::OutboxMessage;
use shared::routes::api::DEMO_INBOX;

use ui::api::{ApiError, get};

pub async fn fetch_messages() -> Result<Vec<OutboxMessage>, ApiError> {
    get(DEMO_INBOX).await
}
