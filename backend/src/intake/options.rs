//! What is known of messages before they are read: the moment, and what stands in for facts they do not tell.

use chrono::NaiveDateTime;

use super::known_vaccines::KnownVaccines;
use super::moment::Moment;

/// The moment of the import, and what stands in for facts that are missing in a message.
#[derive(Clone)]
pub struct Options {
    pub moment: Moment,
    pub vaccines: KnownVaccines,
    /// Who reports: what the operator says of a file, or a sender's account of its messages.
    pub sender: Option<String>,
    /// When it was said.
    pub reported_at: Option<NaiveDateTime>,
}

impl Options {
    /// The program's own codes are known, and nothing stands in.
    pub fn of(moment: Moment) -> Self {
        Self {
            moment,
            vaccines: KnownVaccines::default(),
            sender: None,
            reported_at: None,
        }
    }
}
