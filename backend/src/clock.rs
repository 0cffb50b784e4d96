//! Time as a parameter: the only place that asks the operating system what time it is.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// Tells the time. Tests bring their own.
pub trait Clock: Send + Sync {
    fn now(&self) -> DateTime<Utc>;

    /// The latest calendar date that is already today somewhere on Earth (UTC+14): nobody's birth date is after it.
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
