//! The time in which a record may be seen: it begins with a right PIN and ends by itself.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::immunization::OpenedRecord;
use shared::problem::ProblemCode;
use std::sync::Arc;
use std::time::Duration;

use crate::api::{fetch_record, lock};
use ui::api::ApiError;
use ui::browser;

const MINUTE: f64 = 60_000.0;
/// The server's numbers: 15 minutes without renewal, 60 in all.
const IDLE_END: f64 = 15.0 * MINUTE;
const IDLE_WARNING: f64 = 13.0 * MINUTE;
const WHOLE_END: f64 = 60.0 * MINUTE;
const WHOLE_WARNING: f64 = 58.0 * MINUTE;
/// While the person does something the session is renewed this often.
const RENEWAL: f64 = 4.0 * MINUTE;
const TICK: Duration = Duration::from_secs(5);

/// Where the viewing stands.
#[derive(Clone, PartialEq)]
pub enum Viewing {
    /// Nothing was opened in this tab yet.
    Closed,
    Open(Arc<OpenedRecord>),
    /// The person locked it.
    Locked,
    /// Its time is over.
    Ended,
}

/// What the person is told before the time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Nothing was done for a while; staying is possible.
    Idle { minutes: u32 },
    /// The hour is nearly over.
    Last { minutes: u32 },
}

/// The instants that decide, in milliseconds.
#[expect(
    clippy::struct_field_names,
    reason = "instants end in _at in every layer of the house"
)]
#[derive(Clone, Copy, Debug, PartialEq)]
struct Times {
    opened_at: f64,
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
    fn step(self, now: f64) -> Step {
        let idle = now - self.active_at;
        let whole = now - self.opened_at;
        if idle >= IDLE_END || whole >= WHOLE_END {
            Step::End
        } else if whole >= WHOLE_WARNING {
            Step::Warn(Warning::Last {
                minutes: minutes_until(WHOLE_END - whole),
            })
        } else if idle >= IDLE_WARNING {
            Step::Warn(Warning::Idle {
                minutes: minutes_until(IDLE_END - idle),
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

/// The viewing of this tab, for the pages that show it and the header that can end it.
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
            times: StoredValue::new(Times {
                opened_at: 0.0,
                active_at: 0.0,
                renewed_at: 0.0,
            }),
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

    /// A right PIN opened this record.
    pub fn open(self, record: OpenedRecord) {
        let now = browser::now();
        self.times.set_value(Times {
            opened_at: now,
            active_at: now,
            renewed_at: now,
        });
        self.warning.set(None);
        self.viewing.set(Viewing::Open(Arc::new(record)));
        if !self.is_watched.get_value() {
            self.is_watched.set_value(true);
            self.watch();
        }
    }

    /// Begins to watch the clock and what the person does, until the tab is closed.
    fn watch(self) {
        // Intervals sleep with the device, so waking up asks for a look at the clock too.
        let _ = set_interval_with_handle(move || self.tick(), TICK);
        window_event_listener_untyped("visibilitychange", move |_| self.tick());
        for event in ["pointerdown", "keydown", "wheel", "touchmove"] {
            window_event_listener_untyped(event, move |_| self.note_activity());
        }
    }

    /// Asks the server whether a session still lives, as after a reload.
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

    /// The person wants to go on reading.
    pub fn stay(self) {
        self.warning.set(None);
        self.times.update_value(|times| times.active_at = browser::now());
        self.renew();
    }

    /// The person wants nobody to see the record any more. It is gone from the screen at once, whatever the
    /// network does.
    pub fn lock(self) {
        self.warning.set(None);
        self.viewing.set(Viewing::Locked);
        spawn_local(async {
            // Without a connection the server's session runs out by itself.
            let _ = lock().await;
        });
    }

    /// The time is over: the server's session ends too, in case it would live a little longer.
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
        // Once the warning stands only its button keeps the session: a hand on the table is no answer.
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
                // Anything else is no reason to take the record away; the clock goes on.
                Ok(_) | Err(_) => {}
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

    const OPENED: Times = Times {
        opened_at: 0.0,
        active_at: 0.0,
        renewed_at: 0.0,
    };

    #[test]
    fn a_reader_who_does_nothing_is_warned_and_then_the_record_closes() {
        assert_eq!(OPENED.step(12.9 * MINUTE), Step::Nothing);
        assert_eq!(
            OPENED.step(13.0 * MINUTE),
            Step::Warn(Warning::Idle { minutes: 2 })
        );
        assert_eq!(
            OPENED.step(14.5 * MINUTE),
            Step::Warn(Warning::Idle { minutes: 1 })
        );
        assert_eq!(OPENED.step(15.0 * MINUTE), Step::End);
    }

    #[test]
    fn an_active_reader_is_renewed_quietly() {
        let active = Times {
            active_at: 4.5 * MINUTE,
            ..OPENED
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
                ..OPENED
            }
            .step(now)
        };
        assert_eq!(active(58.5 * MINUTE), Step::Warn(Warning::Last { minutes: 2 }));
        assert_eq!(active(60.0 * MINUTE), Step::End);
    }
}
