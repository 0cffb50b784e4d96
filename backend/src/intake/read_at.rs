//! The time at which a report is read. Readers compare the report's dates with it.

use chrono::{NaiveDate, NaiveDateTime};

use crate::clock::Clock;

/// The clock at the time of reading.
#[derive(Clone, Copy)]
pub struct ReadAt {
    pub now: NaiveDateTime,
    /// The latest calendar date in any time zone.
    pub today: NaiveDate,
}

impl ReadAt {
    pub fn of(clock: &dyn Clock) -> Self {
        Self {
            now: clock.now().naive_utc(),
            today: clock.latest_today(),
        }
    }
}
