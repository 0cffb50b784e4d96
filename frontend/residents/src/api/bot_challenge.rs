//! Fetches a challenge of the robot check.

use shared::bot_challenge::BotChallenge;
use shared::routes::api::BOT_CHALLENGE;

use ui::api::{ApiError, get};

pub async fn fetch_challenge() -> Result<BotChallenge, ApiError> {
    get(BOT_CHALLENGE).await
}
