//! The messages' door: hands one finished message to whoever carries it to a phone or mailbox.

pub mod development_outbox;
pub mod message;
pub mod queued;

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use shared::message::{Channel, MessageKind};

use self::message::Composed;

/// A message on its way out. Its JSON is what the row of a waiting message holds, sealed.
#[derive(Serialize, Deserialize)]
pub struct OutboundMessage {
    /// The idempotency key: a gateway that honours it delivers once however often it is handed the message. A column
    /// of the row holds it.
    #[serde(skip)]
    pub id: String,
    pub channel: Channel,
    pub kind: MessageKind,
    /// A column of the row holds it.
    #[serde(skip)]
    pub locale: String,
    pub to: String,
    #[serde(flatten)]
    pub composed: Composed,
}

/// Why a message was not taken. The texts name no person and no address.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Trying again would not help: a landline, an unknown mailbox, a person who opted out.
    #[error("refused for good: {0}")]
    Refused(String),
    #[error("not now: {why}")]
    Later {
        why: String,
        retry_after: Option<Duration>,
    },
}

/// Carries messages. `Ok` means the carrier has taken responsibility for it.
#[async_trait]
pub trait Notifier: Send + Sync {
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError>;
}
