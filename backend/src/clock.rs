//! Time as a parameter. This is the only place that asks the operating system for the time.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// A source of the time. Tests use their own.
pub trait Clock: Send + Sync {
    fn now(&self) -> DateTime<Utc>;

    /// The latest calendar date that has begun anywhere on Earth (UTC+14). No birth date is after it.
    fn latest_today(&self) -> NaiveDate {
        (self.now() + TimeDelta::hours(14)).date_naive()
    }
}

/// The operating system's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one door to the system's time"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}
