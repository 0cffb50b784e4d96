//! When to try again: soon at first, then rarely, never all at once.

use chrono::TimeDelta;

use crate::random::random_bytes;

const SECONDS: [i64; 5] = [2, 8, 30, 120, 600];
const LATER: i64 = 30 * 60;

/// The pause after the given number of attempts (from 1), 20 % more or less.
pub fn pause(attempts: i32) -> TimeDelta {
    let place = usize::try_from(attempts - 1).unwrap_or(0);
    let seconds = SECONDS.get(place).copied().unwrap_or(LATER);
    let percent = 80 + i64::from(random_bytes::<1>()[0]) * 40 / 255;
    TimeDelta::milliseconds(seconds * 10 * percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_within_a_fifth() {
        for (attempts, seconds) in [(1, 2), (2, 8), (3, 30), (4, 120), (5, 600), (6, 1800), (60, 1800)] {
            for _ in 0..50 {
                let millis = pause(attempts).num_milliseconds();
                assert!(
                    (seconds * 800..=seconds * 1200).contains(&millis),
                    "{attempts}: {millis}"
                );
            }
        }
    }
}
