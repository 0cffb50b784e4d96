//! Counts events by key for a while, in memory only, for answers that ask a caller to wait.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::{DateTime, TimeDelta, Utc};

/// Limits the memory, however many keys there are.
const MOST_KEYS: usize = 10_000;

/// The window of a key begins with its first event.
pub struct RecentCounts<K> {
    window: TimeDelta,
    counts: HashMap<K, Count>,
}

struct Count {
    events: u32,
    since: DateTime<Utc>,
}

impl<K: Eq + Hash> RecentCounts<K> {
    pub fn within(window: TimeDelta) -> Self {
        Self {
            window,
            counts: HashMap::new(),
        }
    }

    /// Counts one more event and returns their number within the window, including this one.
    pub fn count(&mut self, key: K, now: DateTime<Utc>) -> u32 {
        if self.counts.len() >= MOST_KEYS {
            self.counts.retain(|_, count| now - count.since < self.window);
        }
        if self.counts.len() >= MOST_KEYS {
            self.counts.clear();
        }
        let count = self.counts.entry(key).or_insert(Count {
            events: 0,
            since: now,
        });
        if now - count.since >= self.window {
            *count = Count {
                events: 0,
                since: now,
            };
        }
        count.events = count.events.saturating_add(1);
        count.events
    }

    /// The time until the window of this key ends, if at least `most` events were counted in it.
    pub fn wait_after(&self, key: &K, most: u32, now: DateTime<Utc>) -> Option<TimeDelta> {
        let count = self.counts.get(key).filter(|count| count.events >= most)?;
        Some(count.since + self.window - now).filter(|left| *left > TimeDelta::zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: TimeDelta = TimeDelta::minutes(15);

    #[test]
    fn each_key_has_its_own_count_and_its_own_window() {
        let mut counts = RecentCounts::within(WINDOW);
        let now = DateTime::UNIX_EPOCH;
        assert_eq!([counts.count(1, now), counts.count(1, now)], [1, 2]);
        assert_eq!(counts.count(2, now), 1);
        assert_eq!(counts.count(1, now + WINDOW), 1);
    }

    #[test]
    fn the_wait_ends_with_the_window() {
        let mut counts = RecentCounts::within(WINDOW);
        let now = DateTime::UNIX_EPOCH;
        counts.count(1, now);
        assert_eq!(counts.wait_after(&1, 2, now), None);
        counts.count(1, now + TimeDelta::minutes(5));
        assert_eq!(
            counts.wait_after(&1, 2, now + TimeDelta::minutes(5)),
            Some(TimeDelta::minutes(10))
        );
        assert_eq!(counts.wait_after(&1, 2, now + WINDOW), None);
    }

    #[test]
    fn the_memory_is_bounded() {
        let mut counts = RecentCounts::within(WINDOW);
        for number in 0..3 * MOST_KEYS {
            counts.count(number, DateTime::UNIX_EPOCH);
        }
        assert!(counts.counts.len() <= MOST_KEYS);
    }
}
