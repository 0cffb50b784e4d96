//! The messages' door: hands one finished message to a carrier, which brings it to a phone or mailbox.

pub mod development_outbox;
pub mod message;
pub mod queued;

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use shared::message::{Channel, MessageKind};

use self::message::Composed;

/// A finished message. Its JSON, sealed, is the content of a waiting message's row.
#[derive(Serialize, Deserialize)]
pub struct OutboundMessage {
    /// The idempotency key: a gateway that honours it delivers the message once, even if it receives it several times. A
    /// column of the row contains it.
    #[serde(skip)]
    pub id: String,
    pub channel: Channel,
    pub kind: MessageKind,
    /// A column of the row contains it.
    #[serde(skip)]
    pub locale: String,
    pub to: String,
    #[serde(flatten)]
    pub composed: Composed,
}

/// Why the carrier did not accept a message. The texts name no person and no address.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Another try would not help: a landline, an unknown mailbox, a person who opted out.
    #[error("rejected permanently: {0}")]
    Refused(String),
    #[error("not accepted now: {why}")]
    Later {
        why: String,
        retry_after: Option<Duration>,
    },
}

/// Carries messages. `Ok` means that the carrier has accepted responsibility for the message.
#[async_trait]
pub trait Notifier: Send + Sync {
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError>;
}
