//! The robot check on the wire: ALTCHA's challenge, and the proof that answers it.

use serde::{Deserialize, Serialize};

use crate::codes::codes;

codes! {
    /// The problems of the box of the robot check.
    NotARobotProblem, code:
    Missing = "not-a-robot-missing",
}

/// Find the `number` in 0 to `maxnumber` for which SHA-256(`salt` followed by the number in decimal) is
/// `challenge` in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BotChallenge {
    /// Always `SHA-256`.
    pub algorithm: String,
    pub challenge: String,
    /// Ends with `expires=<unix seconds>&`.
    pub salt: String,
    pub signature: String,
    pub maxnumber: u64,
}

/// The answer. `bot_proof` is this as JSON in base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BotProof {
    pub algorithm: String,
    pub challenge: String,
    pub number: u64,
    pub salt: String,
    pub signature: String,
}
