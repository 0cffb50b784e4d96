//! The budget of text messages: reports to the operator how much of it is spent, and to the pages whether it is.

use std::sync::atomic::{AtomicU32, Ordering};

use super::Limits;

/// The parts of the budget, in percent, at which the operator is warned.
const ALARMS: [u32; 3] = [50, 80, 100];

/// What this process knows about the budget.
#[derive(Default)]
pub struct TextBudget {
    /// The texts of the current day as last counted.
    spent: AtomicU32,
}

impl TextBudget {
    /// Notes one more text, and warns when it reaches a part of the budget.
    pub fn spent(&self, limits: &Limits, spent: u32) {
        self.spent.store(spent, Ordering::Relaxed);
        let most = limits.texts_per_day;
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

    /// For counters that others export.
    pub fn texts_today(&self) -> u32 {
        self.spent.load(Ordering::Relaxed)
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
