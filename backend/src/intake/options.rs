//! What is known of messages before they are read: the moment, and what stands in for facts they do not tell.

use chrono::NaiveDateTime;

use super::moment::Moment;

/// The moment of the import, and what stands in for facts that are missing in a message.
#[derive(Clone)]
pub struct Options {
    pub moment: Moment,
    /// Who reports: what the operator says of a file, or a sender's account of its messages.
    pub sender: Option<String>,
    /// When it was said.
    pub told_at: Option<NaiveDateTime>,
}

impl Options {
    /// Nothing stands in.
    pub const fn of(moment: Moment) -> Self {
        Self {
            moment,
            sender: None,
            told_at: None,
        }
    }
}
