//! A clock that moves only when a test moves it.

use std::sync::Mutex;

use backend::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};

pub struct FixedClock(Mutex<DateTime<Utc>>);

impl Default for FixedClock {
    fn default() -> Self {
        Self(Mutex::new(
            DateTime::parse_from_rfc3339("2026-11-20T15:00:00Z")
                .unwrap()
                .to_utc(),
        ))
    }
}

impl FixedClock {
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}
