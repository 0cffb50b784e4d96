//! Doors that fail: a registry and a gateway that panic, hang or are unreachable, for the contacts that a test names.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use backend::app::App;
use backend::clock::Clock;
use backend::matching::Candidate;
use backend::notify::{Notifier, OutboundMessage, SendError};
use backend::record::{PatientId, ReportedPerson};
use backend::registry::{Registry, RegistryError};
use chrono::{DateTime, NaiveDate, Utc};
use shared::access_request::AccessRequest;

use super::fixed_clock::FixedClock;

/// How a door fails.
#[derive(Clone, Copy)]
pub enum Failure {
    Panics,
    Hangs,
    IsAway,
}

impl Failure {
    async fn happens(self) {
        match self {
            Self::Panics => panic!("on purpose"),
            Self::Hangs => std::future::pending().await,
            Self::IsAway => {}
        }
    }
}

/// Fails for messages to one address, and passes on the others.
pub struct FailingNotifier {
    pub to: &'static str,
    pub failure: Failure,
    pub behind: Arc<dyn Notifier>,
}

#[async_trait]
impl Notifier for FailingNotifier {
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError> {
        if message.to != self.to {
            return self.behind.send(message).await;
        }
        self.failure.happens().await;
        Err(SendError::Later {
            why: "away".into(),
            retry_after: None,
        })
    }
}

/// Fails for one contact, and passes on the others.
pub struct FailingRegistry {
    pub contact: &'static str,
    pub failure: Failure,
    pub behind: Arc<dyn Registry>,
}

#[async_trait]
impl Registry for FailingRegistry {
    async fn candidates(
        &self,
        request: &AccessRequest,
        today: NaiveDate,
    ) -> Result<Vec<Candidate>, RegistryError> {
        if request.contact.address() != self.contact {
            return self.behind.candidates(request, today).await;
        }
        self.failure.happens().await;
        Err(RegistryError::Unavailable("away".into()))
    }

    async fn person(&self, decided: &[PatientId]) -> Result<Option<ReportedPerson>, RegistryError> {
        self.behind.person(decided).await
    }
}

/// A clock that panics once, at the first call after a test armed it.
pub struct PanickingClock {
    pub clock: Arc<FixedClock>,
    pub is_armed: AtomicBool,
}

impl Clock for PanickingClock {
    fn now(&self) -> DateTime<Utc> {
        assert!(!self.is_armed.swap(false, Ordering::SeqCst), "on purpose");
        self.clock.now()
    }
}

impl FailingNotifier {
    pub fn arc(to: &'static str, failure: Failure, app: &App) -> Arc<dyn Notifier> {
        let behind = Arc::clone(&app.notifier);
        Arc::new(Self { to, failure, behind })
    }
}

impl FailingRegistry {
    pub fn arc(contact: &'static str, failure: Failure, app: &App) -> Arc<dyn Registry> {
        let behind = Arc::clone(&app.registry);
        Arc::new(Self {
            contact,
            failure,
            behind,
        })
    }
}
