//! Fetches a robot challenge and solves it without blocking the page.

use shared::bot_challenge::BotProof;

use crate::api::fetch_challenge;
use crate::forms::{Progress, RobotCheckState, Search, expires_at};
use ui::api::ApiError;
use ui::browser::{self, json};

/// The number of tries between two looks at the clock.
const BATCH: u64 = 200;
/// A slice of work in milliseconds: shorter than one frame, so that typing does not stutter.
const SLICE: f64 = 12.0;

/// The finished check with its proof.
pub async fn solve() -> Result<RobotCheckState, ApiError> {
    let challenge = fetch_challenge().await?;
    let mut search = Search::new(challenge).ok_or(ApiError::Unexpected)?;
    let mut slice_end = browser::now() + SLICE;
    loop {
        match search.search(BATCH) {
            Progress::Found(proof) => return done(&proof),
            Progress::NotFound => return Err(ApiError::Unexpected),
            Progress::Goes(rest) => search = rest,
        }
        if browser::now() >= slice_end {
            browser::pause(0).await;
            slice_end = browser::now() + SLICE;
        }
    }
}

fn done(proof: &BotProof) -> Result<RobotCheckState, ApiError> {
    let proof_json = json::write(proof).ok_or(ApiError::Unexpected)?;
    Ok(RobotCheckState::Done {
        proof: browser::base64(&proof_json).ok_or(ApiError::Unexpected)?,
        expires_at: expires_at(&proof.salt),
    })
}
