//! Counts wrong passwords for a while, in memory only. After too many, a caller is asked to wait and its attempts are
//! no longer logged. A right password is always accepted, so an attacker cannot lock a sender out.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

/// After this many within the window the answer changes.
pub const MOST_WRONG: u32 = 10;
pub const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Limits the memory, however many names and addresses are tried.
const MOST_KEYS: usize = 10_000;

/// A digest of the address and the account's name as typed.
pub type Key = [u8; 32];

#[derive(Default)]
pub struct WrongPasswords {
    counts: HashMap<Key, Count>,
}

struct Count {
    wrong: u32,
    since: DateTime<Utc>,
}

impl WrongPasswords {
    /// Counts one more attempt and returns their number within the window, including this one.
    pub fn count(&mut self, key: Key, now: DateTime<Utc>) -> u32 {
        if self.counts.len() >= MOST_KEYS {
            self.counts.retain(|_, count| now - count.since < WINDOW);
        }
        if self.counts.len() >= MOST_KEYS {
            self.counts.clear();
        }
        let count = self.counts.entry(key).or_insert(Count { wrong: 0, since: now });
        if now - count.since >= WINDOW {
            *count = Count { wrong: 0, since: now };
        }
        count.wrong = count.wrong.saturating_add(1);
        count.wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_own_count_and_its_own_window() {
        let mut wrong = WrongPasswords::default();
        let now = DateTime::UNIX_EPOCH;
        assert_eq!([wrong.count([1; 32], now), wrong.count([1; 32], now)], [1, 2]);
        assert_eq!(wrong.count([2; 32], now), 1);
        assert_eq!(wrong.count([1; 32], now + WINDOW), 1);
    }

    #[test]
    fn the_memory_is_bounded() {
        let mut wrong = WrongPasswords::default();
        for number in 0..3 * MOST_KEYS {
            let mut key = [0; 32];
            key[..8].copy_from_slice(&number.to_le_bytes());
            wrong.count(key, DateTime::UNIX_EPOCH);
        }
        assert!(wrong.counts.len() <= MOST_KEYS);
    }
}
