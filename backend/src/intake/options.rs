//! The options of an import: the time of reading, and defaults for data that messages lack.

use chrono::NaiveDateTime;

use super::known_vaccines::KnownVaccines;
use super::read_at::ReadAt;

/// The time of reading, the known vaccine codes, and defaults for data that a message lacks.
#[derive(Clone)]
pub struct Options {
    pub read_at: ReadAt,
    pub vaccines: KnownVaccines,
    /// The sender, from the operator's option for the file or from the sender's account.
    pub sender: Option<String>,
    /// The time of reports without one.
    pub reported_at: Option<NaiveDateTime>,
}

impl Options {
    /// The built-in codes and no defaults.
    pub fn of(read_at: ReadAt) -> Self {
        Self {
            read_at,
            vaccines: KnownVaccines::default(),
            sender: None,
            reported_at: None,
        }
    }
}
