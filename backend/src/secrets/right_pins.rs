//! How often a link may be opened. A right PIN costs its holder no try, so that without this limit one link could keep
//! the hashing permits busy for ever. A viewing session continues without the PIN, so that reloading a page is not counted.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::recent_counts::RecentCounts;

/// At most this many right PINs of one link within the window, in each process.
const MOST_RIGHT: u32 = 10;
const WINDOW: TimeDelta = TimeDelta::minutes(10);

pub struct RightPins(Mutex<RecentCounts<String>>);

/// The link was opened too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    pub seconds: u32,
}

impl Default for RightPins {
    fn default() -> Self {
        Self(Mutex::new(RecentCounts::within(WINDOW)))
    }
}

impl RightPins {
    /// Asks before the PIN is compared, so that a refused call costs no hash.
    pub fn admit(&self, link_id: &str, now: DateTime<Utc>) -> Result<(), Wait> {
        let wait = self.counts().wait_after(&link_id.to_owned(), MOST_RIGHT, now);
        wait.map_or(Ok(()), |left| {
            Err(Wait {
                seconds: u32::try_from((left.num_milliseconds() + 999) / 1000).unwrap_or(u32::MAX),
            })
        })
    }

    pub fn count(&self, link_id: &str, now: DateTime<Utc>) {
        self.counts().count(link_id.to_owned(), now);
    }

    fn counts(&self) -> MutexGuard<'_, RecentCounts<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
