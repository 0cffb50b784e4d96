//! The budget of text messages: reports to the operator how much of it is spent, and to the pages whether it is.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::Limits;
use super::window::{DAY, Window};
use crate::clock::Clock;

/// The parts of the budget, in percent, at which the operator is warned.
const ALARMS: [u32; 3] = [50, 80, 100];

/// What this process knows about the budget: the count as it last wrote or read it.
#[derive(Default)]
pub struct TextBudget {
    window: Mutex<Window>,
    /// The count of the window, whether its day is over or not: each page asks, and mostly this answers.
    at_most: AtomicU32,
}

impl TextBudget {
    /// Notes one more text that this process counted, and warns when it reaches a part of the budget.
    pub fn spend(&self, counted: Window, limits: &Limits, now: DateTime<Utc>) {
        self.learn(counted);
        let (spent, most) = (counted.count(DAY, now), limits.texts_per_day);
        for percent in ALARMS {
            if spent == part_of(most, percent) {
                tracing::error!(
                    spent,
                    most,
                    percent,
                    "the budget of text messages is being used up"
                );
            }
        }
    }

    /// Notes the count as other processes wrote it.
    pub fn learn(&self, counted: Window) {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        self.at_most.store(counted.last_count(), Ordering::Relaxed);
        *window = counted;
    }

    /// The texts of the current day, for counters that others export.
    pub fn spent(&self, now: DateTime<Utc>) -> u32 {
        self.window
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .count(DAY, now)
    }

    /// Whether a text that is asked for now has to wait.
    pub fn is_spent(&self, limits: &Limits, clock: &dyn Clock) -> bool {
        let most = limits.texts_per_day;
        self.at_most.load(Ordering::Relaxed) >= most && self.spent(clock.now()) >= most
    }
}

/// The smallest number of texts that is at least this part.
fn part_of(most: u32, percent: u32) -> u32 {
    u32::try_from((u64::from(most) * u64::from(percent)).div_ceil(100)).unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_comes_with_the_first_text_of_its_part() {
        assert_eq!(
            ALARMS.map(|percent| part_of(20_000, percent)),
            [10_000, 16_000, 20_000]
        );
        assert_eq!(ALARMS.map(|percent| part_of(3, percent)), [2, 3, 3]);
    }
}
