//! The remaining time of a viewing session.

use serde::{Deserialize, Serialize};

/// Counted from the answer, in seconds: the clock of a phone may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionTimes {
    /// Until the session ends, even with activity.
    pub ends_in_seconds: u32,
    /// Until the session ends without another call; at most `ends_in_seconds`.
    pub idle_ends_in_seconds: u32,
}
