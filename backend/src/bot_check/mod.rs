//! The robot check's door: issues a challenge, verifies a proof.

pub mod proof_of_work;

use chrono::{DateTime, Utc};
use shared::bot_challenge::BotChallenge;
use thiserror::Error;

/// A challenge with a right answer. The caller marks `key` as used, in the transaction that stores the data for which the
/// proof was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SolvedChallenge {
    pub key: String,
    pub expires_at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BotCheckError {
    #[error("no proof was sent, or it cannot be read")]
    Unreadable,
    #[error("the challenge has expired")]
    Expired,
    #[error("the proof does not answer a challenge of this server")]
    Wrong,
}

/// Makes automated use expensive. No check can tell every person from every robot.
pub trait BotCheck: Send + Sync {
    fn challenge(&self, now: DateTime<Utc>) -> BotChallenge;
    fn verify(&self, proof: &str, now: DateTime<Utc>) -> Result<SolvedChallenge, BotCheckError>;
}
