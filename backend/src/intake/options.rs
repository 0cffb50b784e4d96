//! What the operator says about files that do not say it themselves.

use chrono::NaiveDateTime;

use super::moment::Moment;

/// The moment of the import, and what stands in for facts that are missing in a file.
#[derive(Clone)]
pub struct Options {
    pub moment: Moment,
    /// Who reports.
    pub sender: Option<String>,
    /// When it was said.
    pub told_at: Option<NaiveDateTime>,
}
