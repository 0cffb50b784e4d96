//! The pauses between retries: short at first, then longer, and never the same for all.

use std::time::Duration;

use chrono::TimeDelta;

use crate::random::random_bytes;

const SECONDS: [i64; 5] = [2, 8, 30, 120, 600];
const LATER: i64 = 30 * 60;
/// The longest pause that a gateway may ask for. `db::claim` relies on it: a time much further ahead is a mistake.
pub const LONGEST: TimeDelta = TimeDelta::hours(6);

/// The pause after the given number of attempts (from 1), with 20 % of random variation.
pub fn pause(attempts: i32) -> TimeDelta {
    let place = usize::try_from(attempts - 1).unwrap_or(0);
    let seconds = SECONDS.get(place).copied().unwrap_or(LATER);
    let percent = 80 + i64::from(random_bytes::<1>()[0]) * 40 / 255;
    TimeDelta::milliseconds(seconds * 10 * percent)
}

/// The pause that a gateway asked for (`Retry-After`), at least the first pause and at most six hours.
pub fn pause_asked_for(asked: Option<Duration>, attempts: i32) -> TimeDelta {
    let Some(asked) = asked else {
        return pause(attempts);
    };
    // A duration that chrono cannot represent is longer than the longest pause, too.
    let asked = TimeDelta::from_std(asked).unwrap_or(LONGEST);
    asked.clamp(pause(1), LONGEST)
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

    #[test]
    fn a_gateway_is_heard_within_reason() {
        let asked = |seconds| pause_asked_for(Some(Duration::from_secs(seconds)), 1);
        assert_eq!(asked(3600), TimeDelta::hours(1));
        for absurd in [7 * 3600, 10_000_000_000_000, u64::MAX] {
            assert_eq!(asked(absurd), LONGEST);
        }
        assert!(
            asked(0) >= TimeDelta::seconds(1),
            "a pause is never shorter than the first one"
        );
    }
}
