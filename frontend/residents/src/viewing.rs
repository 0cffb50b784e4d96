//! The session in the browser: it begins with a right PIN and ends by itself.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::immunization::OpenedRecord;
use shared::problem::ProblemCode;
use shared::session::SessionTimes;
use std::sync::Arc;
use std::time::Duration;

use crate::api::{fetch_record, lock};
use ui::api::ApiError;
use ui::browser;

const MINUTE: f64 = 60_000.0;
/// The person is warned this long before an end.
const WARNING: f64 = 2.0 * MINUTE;
/// The interval of renewals while the person is active.
const RENEWAL: f64 = 4.0 * MINUTE;
const TICK: Duration = Duration::from_secs(5);

/// The state of the viewing.
#[derive(Clone, PartialEq)]
pub enum Viewing {
    /// Nothing was opened in this tab yet.
    Closed,
    Open(Arc<OpenedRecord>),
    /// The person locked it.
    Locked,
    /// The session has ended.
    Ended,
}

/// The warning before the session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The person was inactive for a while and can stay.
    Idle { minutes: u32 },
    /// The hour is nearly over.
    Last { minutes: u32 },
}

/// The deciding instants, in milliseconds on the clock of this device.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Times {
    /// The server ends the session at this time, even for an active person.
    ends_at: f64,
    /// The session ends after this long without activity.
    idle_for: f64,
    active_at: f64,
    renewed_at: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Nothing,
    Renew,
    Warn(Warning),
    End,
}

impl Times {
    /// A record arrived, after the PIN or after a reload.
    fn opened(session: SessionTimes, now: f64) -> Self {
        Self {
            ends_at: f64::INFINITY,
            active_at: now,
            ..Self::default()
        }
        .renewed(session, now)
    }

    /// The server renewed the session. The remaining time counts from its answer, so a wrong clock does no harm. The server
    /// never postpones the end, so the earlier one counts.
    fn renewed(self, session: SessionTimes, now: f64) -> Self {
        let milliseconds = |seconds: u32| f64::from(seconds) * 1000.0;
        Self {
            ends_at: self.ends_at.min(now + milliseconds(session.ends_in_seconds)),
            idle_for: milliseconds(session.idle_ends_in_seconds),
            renewed_at: now,
            ..self
        }
    }

    fn step(self, now: f64) -> Step {
        let left = self.ends_at - now;
        let idle_left = self.active_at + self.idle_for - now;
        if left <= 0.0 || idle_left <= 0.0 {
            Step::End
        } else if left <= WARNING {
            Step::Warn(Warning::Last {
                minutes: minutes_until(left),
            })
        } else if idle_left <= WARNING {
            Step::Warn(Warning::Idle {
                minutes: minutes_until(idle_left),
            })
        } else if now - self.renewed_at >= RENEWAL && self.active_at > self.renewed_at {
            Step::Renew
        } else {
            Step::Nothing
        }
    }
}

fn minutes_until(milliseconds: f64) -> u32 {
    if milliseconds > MINUTE { 2 } else { 1 }
}

/// The viewing of this tab, for the pages that show the record and for the header, which can end it.
#[derive(Clone, Copy)]
pub struct Session {
    viewing: RwSignal<Viewing>,
    warning: RwSignal<Option<Warning>>,
    times: StoredValue<Times>,
    is_watched: StoredValue<bool>,
}

impl Session {
    pub fn new() -> Self {
        Self {
            viewing: RwSignal::new(Viewing::Closed),
            warning: RwSignal::new(None),
            times: StoredValue::new(Times::default()),
            is_watched: StoredValue::new(false),
        }
    }

    pub fn get(self) -> Viewing {
        self.viewing.get()
    }

    /// True while nothing was opened in this tab yet.
    pub fn is_closed(self) -> bool {
        self.viewing.with_untracked(|viewing| *viewing == Viewing::Closed)
    }

    pub fn is_open(self) -> bool {
        self.viewing.with(|viewing| matches!(viewing, Viewing::Open(_)))
    }

    pub fn warning(self) -> Option<Warning> {
        self.warning.get()
    }

    /// A right PIN opened this record, or a reload read it again.
    pub fn open(self, record: OpenedRecord) {
        self.times
            .set_value(Times::opened(record.session, browser::now()));
        self.warning.set(None);
        self.viewing.set(Viewing::Open(Arc::new(record)));
        if !self.is_watched.get_value() {
            self.is_watched.set_value(true);
            self.watch();
        }
    }

    /// Watches the clock and the person's activity until the tab is closed.
    fn watch(self) {
        // Intervals sleep with the device, so the clock is also checked when the device wakes up.
        let _ = set_interval_with_handle(move || self.tick(), TICK);
        window_event_listener_untyped("visibilitychange", move |_| self.tick());
        for event in ["pointerdown", "keydown", "wheel", "touchmove"] {
            window_event_listener_untyped(event, move |_| self.note_activity());
        }
    }

    /// Asks the server whether a session is still active, as after a reload.
    pub async fn resume(self) -> Result<(), ApiError> {
        match fetch_record().await {
            Ok(record) => {
                self.open(record);
                Ok(())
            }
            Err(error) if error.code() == Some(ProblemCode::SessionRequired) => {
                self.end();
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// The person wants to continue reading.
    pub fn stay(self) {
        self.warning.set(None);
        self.times.update_value(|times| times.active_at = browser::now());
        self.renew();
    }

    /// The person locks the record. It leaves the screen at once, even without a connection.
    pub fn lock(self) {
        self.warning.set(None);
        self.viewing.set(Viewing::Locked);
        spawn_local(async {
            // Without a connection the server's session expires by itself.
            let _ = lock().await;
        });
    }

    /// The time is over: this also ends the server's session, which might last a little longer.
    pub fn close(self) {
        self.end();
        spawn_local(async {
            let _ = lock().await;
        });
    }

    fn end(self) {
        self.warning.set(None);
        self.viewing.set(Viewing::Ended);
    }

    fn note_activity(self) {
        // Once the warning is visible only its button renews the session: an accidental touch is not an answer.
        if self.warning.get_untracked().is_none() {
            self.times.update_value(|times| times.active_at = browser::now());
        }
    }

    fn tick(self) {
        if !self
            .viewing
            .with_untracked(|viewing| matches!(viewing, Viewing::Open(_)))
        {
            return;
        }
        match self.times.get_value().step(browser::now()) {
            Step::Nothing => {}
            Step::Renew => self.renew(),
            Step::Warn(warning) => {
                if self.warning.get_untracked() != Some(warning) {
                    self.warning.set(Some(warning));
                }
            }
            Step::End => self.close(),
        }
    }

    fn renew(self) {
        self.times.update_value(|times| times.renewed_at = browser::now());
        spawn_local(async move {
            match fetch_record().await {
                Err(error) if error.code() == Some(ProblemCode::SessionRequired) => self.end(),
                Ok(record) => self
                    .times
                    .update_value(|times| *times = times.renewed(record.session, browser::now())),
                // Any other error leaves the record on the screen; the clock continues.
                Err(_) => {}
            }
        });
    }
}

pub fn use_session() -> Session {
    expect_context::<Session>()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: SessionTimes = SessionTimes {
        ends_in_seconds: 3600,
        idle_ends_in_seconds: 900,
    };

    fn opened() -> Times {
        Times::opened(HOUR, 0.0)
    }

    #[test]
    fn a_reader_who_does_nothing_is_warned_and_then_the_record_closes() {
        assert_eq!(opened().step(12.9 * MINUTE), Step::Nothing);
        assert_eq!(
            opened().step(13.0 * MINUTE),
            Step::Warn(Warning::Idle { minutes: 2 })
        );
        assert_eq!(
            opened().step(14.5 * MINUTE),
            Step::Warn(Warning::Idle { minutes: 1 })
        );
        assert_eq!(opened().step(15.0 * MINUTE), Step::End);
    }

    #[test]
    fn an_active_reader_is_renewed_quietly() {
        let active = Times {
            active_at: 4.5 * MINUTE,
            ..opened()
        };
        assert_eq!(active.step(3.0 * MINUTE), Step::Nothing);
        assert_eq!(active.step(5.0 * MINUTE), Step::Renew);
    }

    #[test]
    fn after_an_hour_it_ends_for_the_active_too() {
        let active = |now: f64| {
            Times {
                active_at: now,
                renewed_at: now,
                ..opened()
            }
            .step(now)
        };
        assert_eq!(active(58.5 * MINUTE), Step::Warn(Warning::Last { minutes: 2 }));
        assert_eq!(active(60.0 * MINUTE), Step::End);
    }

    #[test]
    fn after_a_reload_the_rest_of_the_hour_counts() {
        let rest = SessionTimes {
            ends_in_seconds: 300,
            idle_ends_in_seconds: 300,
        };
        // This device's clock may show any time.
        let now = 1_000.0 * MINUTE;
        let reloaded = Times::opened(rest, now);
        assert_eq!(reloaded.step(now), Step::Nothing);
        assert_eq!(
            reloaded.step(now + 3.5 * MINUTE),
            Step::Warn(Warning::Last { minutes: 2 })
        );
        assert_eq!(reloaded.step(now + 5.0 * MINUTE), Step::End);
    }

    #[test]
    fn a_renewal_is_no_activity_and_never_puts_the_end_off() {
        let rest = SessionTimes {
            ends_in_seconds: 60,
            idle_ends_in_seconds: 60,
        };
        let renewed = opened().renewed(HOUR, 10.0 * MINUTE);
        assert_eq!(
            renewed.step(13.5 * MINUTE),
            Step::Warn(Warning::Idle { minutes: 2 })
        );
        let busy = Times {
            active_at: 59.0 * MINUTE,
            ..renewed
        };
        assert_eq!(busy.step(60.0 * MINUTE), Step::End);
        let shortened = opened().renewed(rest, MINUTE / 2.0);
        assert_eq!(
            shortened.step(MINUTE * 0.75),
            Step::Warn(Warning::Last { minutes: 1 })
        );
    }
}
