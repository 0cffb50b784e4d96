//! The moment a report is read at: readers compare its dates with it.

use chrono::{NaiveDate, NaiveDateTime};

use crate::clock::Clock;

/// When the message is read.
#[derive(Clone, Copy)]
pub struct Moment {
    pub now: NaiveDateTime,
    /// The latest day that is today somewhere.
    pub today: NaiveDate,
}

impl Moment {
    pub fn of(clock: &dyn Clock) -> Self {
        Self {
            now: clock.now().naive_utc(),
            today: clock.latest_today(),
        }
    }
}
