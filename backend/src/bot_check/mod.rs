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

/// For whom a challenge is, and how hard it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The keyed hash of the caller's network.
    pub network: String,
    /// How many tries the proof takes at most.
    pub max_number: u64,
}

/// Makes automated use expensive. No check can tell every person from every robot.
pub trait BotCheck: Send + Sync {
    fn challenge(&self, terms: &Terms, now: DateTime<Utc>) -> BotChallenge;

    /// Accepts a proof made in the same network, and at least as hard as `terms` demand.
    fn verify(
        &self,
        proof: &str,
        terms: &Terms,
        now: DateTime<Utc>,
    ) -> Result<SolvedChallenge, BotCheckError>;
}
