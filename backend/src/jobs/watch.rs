//! The state of each loop: when it finished its last round, whether it is down, and which work it has completed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::db::lease::Queue;

/// A loop without a finished round for this long is stuck: each loop polls once a second.
const STUCK_AFTER: Duration = Duration::from_secs(30);

/// A loop of the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loop {
    Queue(Queue),
    Rekeying,
    Sweeping,
}

impl Loop {
    pub const ALL: [Self; 5] = [
        Self::Queue(Queue::ALL[0]),
        Self::Queue(Queue::ALL[1]),
        Self::Queue(Queue::ALL[2]),
        Self::Rekeying,
        Self::Sweeping,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Queue(queue) => queue.name(),
            Self::Rekeying => "rekeying",
            Self::Sweeping => "sweeping",
        }
    }
}

/// The state of one loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pulse {
    /// Since its last round, or since the worker began.
    pub since_round: Duration,
    /// It ended and waits for its restart, or has finished no round since.
    pub is_down: bool,
}

impl Pulse {
    pub fn is_well(&self) -> bool {
        !self.is_down && self.since_round < STUCK_AFTER
    }
}

/// The loops of one worker, observed from outside.
pub struct Watch {
    loops: Mutex<Vec<(Loop, State)>>,
    can_look_up: AtomicBool,
    has_caught_up: AtomicBool,
}

#[derive(Clone, Copy)]
struct State {
    round_at: Instant,
    is_down: bool,
}

impl Default for Watch {
    fn default() -> Self {
        let state = State {
            round_at: Instant::now(),
            is_down: false,
        };
        Self {
            loops: Mutex::new(Loop::ALL.map(|one| (one, state)).into()),
            can_look_up: AtomicBool::new(false),
            has_caught_up: AtomicBool::new(false),
        }
    }
}

impl Watch {
    pub fn round_finished(&self, one: Loop) {
        self.change(one, |state| {
            *state = State {
                round_at: Instant::now(),
                is_down: false,
            }
        });
    }

    pub fn went_down(&self, one: Loop) {
        self.change(one, |state| state.is_down = true);
    }

    pub fn pulses(&self) -> Vec<(Loop, Pulse)> {
        let pulse = |state: State| Pulse {
            since_round: state.round_at.elapsed(),
            is_down: state.is_down,
        };
        self.loops()
            .iter()
            .map(|(one, state)| (*one, pulse(*state)))
            .collect()
    }

    /// Stores whether this process knows the key and the rules of the contact hashes, so that it can decide requests.
    /// True if it does now and did not before.
    pub fn set_can_look_up(&self, can_look_up: bool) -> bool {
        !self.can_look_up.swap(can_look_up, Ordering::SeqCst) && can_look_up
    }

    pub fn can_look_up(&self) -> bool {
        self.can_look_up.load(Ordering::SeqCst)
    }

    /// Every request that was due when the worker began has been tried.
    pub fn set_has_caught_up(&self) {
        self.has_caught_up.store(true, Ordering::SeqCst);
    }

    pub fn has_caught_up(&self) -> bool {
        self.has_caught_up.load(Ordering::SeqCst)
    }

    fn change(&self, one: Loop, change: impl FnOnce(&mut State)) {
        if let Some((_, state)) = self.loops().iter_mut().find(|(other, _)| *other == one) {
            change(state);
        }
    }

    fn loops(&self) -> MutexGuard<'_, Vec<(Loop, State)>> {
        self.loops.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loop_is_well_until_it_goes_down_and_again_after_a_round() {
        let watch = Watch::default();
        let is_well = || watch.pulses().iter().all(|(_, pulse)| pulse.is_well());
        assert!(is_well());
        watch.went_down(Loop::Sweeping);
        assert!(!is_well());
        watch.round_finished(Loop::Sweeping);
        assert!(is_well());
    }

    #[test]
    fn a_loop_without_a_round_for_half_a_minute_is_not_well() {
        let pulse = |seconds| Pulse {
            since_round: Duration::from_secs(seconds),
            is_down: false,
        };
        assert!(pulse(29).is_well() && !pulse(30).is_well());
    }
}
