//! The two ways to count: a window that begins with its first event, and a bucket that fills again slowly. Times are in
//! seconds since 1970. A time too far ahead was written while the clock was wrong, and counts as passed.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

pub const HOUR: TimeDelta = TimeDelta::hours(1);
pub const DAY: TimeDelta = TimeDelta::days(1);

/// Events since the first one, forgotten together when the window ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    #[serde(rename = "n")]
    count: u32,
    #[serde(rename = "until")]
    ends: i64,
}

impl Window {
    /// The events of the window that is open now.
    pub fn count(self, length: TimeDelta, now: DateTime<Utc>) -> u32 {
        let now = now.timestamp();
        if now < self.ends && self.ends <= now + length.num_seconds() {
            self.count
        } else {
            0
        }
    }

    /// The events of the last window, whether it is open or not.
    pub fn last_count(self) -> u32 {
        self.count
    }

    pub fn add(&mut self, length: TimeDelta, now: DateTime<Utc>) {
        let count = self.count(length, now);
        if count == 0 {
            self.ends = (now + length).timestamp();
        }
        self.count = count.saturating_add(1);
    }

    pub fn ends(self) -> DateTime<Utc> {
        time(self.ends)
    }
}

/// A bucket that holds `at_once` events and gets one back after each `interval`. It stores only the time at which it is
/// full again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bucket(i64);

/// How much a bucket holds, and how long one event takes to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub at_once: u32,
    pub interval: TimeDelta,
}

impl Rate {
    fn seconds_of(self, events: u32) -> i64 {
        self.interval.num_seconds() * i64::from(events)
    }
}

impl Bucket {
    fn full_at(self, rate: Rate, now: DateTime<Utc>) -> i64 {
        let now = now.timestamp();
        // One more than it holds: the message that says "too many" is taken from an empty bucket.
        let furthest = now + rate.seconds_of(rate.at_once + 1);
        if (now..=furthest).contains(&self.0) {
            self.0
        } else {
            now
        }
    }

    /// The time from which the bucket has an event to give; not after `now` if it has one now.
    pub fn gives_at(self, rate: Rate, now: DateTime<Utc>) -> DateTime<Utc> {
        time(self.full_at(rate, now) - rate.seconds_of(rate.at_once.saturating_sub(1)))
    }

    /// Takes one event, from an empty bucket too.
    pub fn take(&mut self, rate: Rate, now: DateTime<Utc>) {
        self.0 = self.full_at(rate, now) + rate.seconds_of(1);
    }

    pub fn is_full_at(self) -> DateTime<Utc> {
        time(self.0)
    }
}

fn time(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        at_once: 3,
        interval: HOUR,
    };

    fn now() -> DateTime<Utc> {
        time(1_795_000_000)
    }

    #[test]
    fn a_window_begins_with_its_first_event_and_ends_as_a_whole() {
        let mut window = Window::default();
        window.add(HOUR, now());
        window.add(HOUR, now() + HOUR / 2);
        assert_eq!(window.count(HOUR, now() + HOUR - TimeDelta::seconds(1)), 2);
        assert_eq!(window.count(HOUR, now() + HOUR), 0);
        window.add(HOUR, now() + HOUR);
        assert_eq!(window.count(HOUR, now() + HOUR), 1);
    }

    #[test]
    fn a_bucket_gives_its_content_at_once_and_then_one_an_interval() {
        let mut bucket = Bucket::default();
        let mut given = Vec::new();
        for minute in 0..180 {
            let at = now() + TimeDelta::minutes(minute);
            while bucket.gives_at(RATE, at) <= at {
                bucket.take(RATE, at);
                given.push(minute);
            }
        }
        assert_eq!(given, [0, 0, 0, 60, 120]);
    }

    #[test]
    fn a_time_that_a_wrong_clock_wrote_counts_as_passed() {
        let (mut window, mut bucket) = (Window::default(), Bucket::default());
        let ahead = now() + TimeDelta::days(7);
        window.add(HOUR, ahead);
        for _ in 0..4 {
            bucket.take(RATE, ahead);
        }
        assert_eq!(window.count(HOUR, now()), 0);
        assert!(bucket.gives_at(RATE, now()) <= now());
    }
}
