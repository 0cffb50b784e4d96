//! The robot check's door: a challenge out, a proof in.

pub mod proof_of_work;

use chrono::{DateTime, Utc};
use shared::bot_challenge::BotChallenge;
use thiserror::Error;

/// A challenge that was answered rightly. The caller must note `key` as used, in the transaction that stores what the
/// proof was given for.
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

/// Tells people from robots, as far as that can be told.
pub trait BotCheck: Send + Sync {
    fn challenge(&self, now: DateTime<Utc>) -> BotChallenge;
    fn verify(&self, proof: &str, now: DateTime<Utc>) -> Result<SolvedChallenge, BotCheckError>;
}
