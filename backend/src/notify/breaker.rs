//! A circuit breaker: while a gateway fails for everyone, it gets a single message from time to time and no flood.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use shared::message::Channel;

use super::{Notifier, OutboundMessage, SendError};

/// The breaker opens after failures for this many recipients in a row. One recipient alone never opens it.
const RECIPIENTS: usize = 5;
/// The pause until the next message tries the gateway.
const PAUSE: Duration = Duration::from_secs(15);

/// A gateway behind its breaker.
pub struct Breaker {
    gateway: Arc<dyn Notifier>,
    name: &'static str,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The recipients for whom the gateway failed since it last answered.
    failed_for: HashSet<String>,
    /// The recipients whom it refused since it last took a message.
    refused_for: HashSet<String>,
    open_until: Option<Instant>,
}

impl State {
    /// The rest of the pause.
    fn rest(&self, now: Instant) -> Option<Duration> {
        let rest = self.open_until?.saturating_duration_since(now);
        (!rest.is_zero()).then_some(rest)
    }
}

impl Breaker {
    /// `name` is the destination in the log.
    pub fn new(gateway: Arc<dyn Notifier>, name: &'static str) -> Self {
        Self {
            gateway,
            name,
            state: Mutex::default(),
        }
    }

    /// The rest of the pause, or `None` for the message that may try. Others wait for its result.
    fn enter(&self, now: Instant) -> Option<Duration> {
        let mut state = self.state();
        let rest = state.rest(now);
        if rest.is_none() && state.open_until.is_some() {
            state.open_until = Some(now + PAUSE);
        }
        rest
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, to: &str, outcome: &Result<(), SendError>, now: Instant) {
        let mut state = self.state();
        if let Err(SendError::Later { why, .. }) = outcome {
            is_complete_with(&mut state.failed_for, to);
            if state.failed_for.len() == RECIPIENTS {
                if state.open_until.is_none() {
                    tracing::error!(
                        gateway = self.name,
                        why,
                        "the gateway fails for everyone; messages wait"
                    );
                }
                state.open_until = Some(now + PAUSE);
            }
            return;
        }
        if state.open_until.is_some() {
            tracing::info!(gateway = self.name, "the gateway answers again");
        }
        let mut refused_for = std::mem::take(&mut state.refused_for);
        *state = State::default();
        // Invented addresses are refused as well, so a pause would let one visitor hold up everyone's messages.
        if let Err(SendError::Refused { why, .. }) = outcome {
            if is_complete_with(&mut refused_for, to) {
                tracing::error!(
                    gateway = self.name,
                    why,
                    "the gateway refuses one recipient after the other; check its settings for the sender"
                );
            }
            state.refused_for = refused_for;
        }
    }
}

/// Adds a recipient, up to the number that counts. True for the one that completes it.
fn is_complete_with(recipients: &mut HashSet<String>, to: &str) -> bool {
    recipients.len() < RECIPIENTS && recipients.insert(to.to_owned()) && recipients.len() == RECIPIENTS
}

#[async_trait]
impl Notifier for Breaker {
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError> {
        if let Some(pause) = self.enter(Instant::now()) {
            return Err(SendError::Later {
                why: format!("the gateway for {} fails for everyone", self.name),
                retry_after: Some(pause),
            });
        }
        let outcome = self.gateway.send(message).await;
        self.note(&message.to, &outcome, Instant::now());
        outcome
    }

    fn pause(&self, _: Channel) -> Option<Duration> {
        self.state().rest(Instant::now())
    }

    fn is_failing(&self, _: Channel) -> bool {
        self.state().open_until.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notify::Failure;
    use crate::telemetry::{self, Format};

    struct Unused;

    #[async_trait]
    impl Notifier for Unused {
        async fn send(&self, _: &OutboundMessage) -> Result<(), SendError> {
            unreachable!("these tests send nothing")
        }
    }

    fn breaker() -> Breaker {
        Breaker::new(Arc::new(Unused), "text messages")
    }

    fn fails(breaker: &Breaker, to: &str, now: Instant) {
        breaker.note(to, &Err(SendError::later("away")), now);
    }

    #[test]
    fn failures_for_many_recipients_open_it_and_one_success_closes_it() {
        let (breaker, now) = (breaker(), Instant::now());
        for recipient in 1..=4 {
            fails(&breaker, &recipient.to_string(), now);
        }
        assert_eq!(breaker.enter(now), None);
        assert!(!breaker.is_failing(Channel::Sms));
        fails(&breaker, "5", now);
        assert_eq!(breaker.enter(now), Some(PAUSE));
        assert!(breaker.is_failing(Channel::Sms), "also when the pause is over");
        let later = now + PAUSE;
        assert_eq!(breaker.enter(later), None, "one message tries");
        assert_eq!(breaker.enter(later), Some(PAUSE), "and the others wait");
        fails(&breaker, "1", later);
        assert_eq!(breaker.enter(later), Some(PAUSE));
        breaker.note("1", &Ok(()), later);
        assert_eq!(breaker.enter(later), None);
        assert!(!breaker.is_failing(Channel::Sms));
    }

    #[test]
    fn one_recipient_never_opens_it_and_an_answer_counts_as_success() {
        let (breaker, now) = (breaker(), Instant::now());
        for _ in 0..20 {
            fails(&breaker, "1", now);
        }
        assert_eq!(breaker.enter(now), None);
        for recipient in 2..=4 {
            fails(&breaker, &recipient.to_string(), now);
        }
        let refused = Err(SendError::Refused {
            failure: Failure::Landline,
            why: String::new(),
        });
        breaker.note("6", &refused, now);
        fails(&breaker, "5", now);
        assert_eq!(breaker.enter(now), None);
    }

    #[test]
    fn refusals_of_one_recipient_after_the_other_are_an_alarm_but_no_pause() {
        let (breaker, now) = (breaker(), Instant::now());
        let refuse = |to: &str| {
            let refused = Err(SendError::Refused {
                failure: Failure::Rejected,
                why: "550".to_owned(),
            });
            breaker.note(to, &refused, now);
        };
        let written = |work: &dyn Fn()| telemetry::tests::written("info", Format::Text, work);
        let alarm = "refuses one recipient after the other";
        let four = written(&|| (1..=4).for_each(|recipient| refuse(&recipient.to_string())));
        assert!(!four.contains(alarm), "{four}");
        let more = written(&|| (4..=9).for_each(|recipient| refuse(&recipient.to_string())));
        assert_eq!(more.matches(alarm).count(), 1, "{more}");
        assert_eq!(breaker.enter(now), None);
        breaker.note("1", &Ok(()), now);
        assert!(!written(&|| refuse("2")).contains(alarm));
    }
}
