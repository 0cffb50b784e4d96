//! The messages' door: hands one finished message to a carrier, which brings it to a phone or mailbox.

pub mod breaker;
pub mod channels;
pub mod development_outbox;
pub mod message;
pub mod queued;
pub mod smtp;
pub mod texts;

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

shared::named! {
    /// Why a message does not reach the person, for the help desk.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Failure {
        /// The number cannot receive text messages, such as a landline.
        Landline = "landline",
        /// The person asked the carrier to send no more texts from this sender.
        OptedOut = "opted-out",
        /// The address is not a number or mailbox that exists.
        InvalidAddress = "invalid-address",
        /// A carrier or mail server rejected the message itself, for example as spam.
        Rejected = "rejected",
        /// The gateway accepted the text, and the phone did not receive it.
        Undelivered = "undelivered",
        /// No gateway accepted the message within 48 hours.
        GivenUp = "given-up",
    }
}

/// Why the carrier did not accept a message. The texts name no person and no address.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Another try would not help: a landline, an unknown mailbox, a person who opted out.
    #[error("rejected permanently: {why}")]
    Refused { failure: Failure, why: String },
    #[error("not accepted now: {why}")]
    Later {
        why: String,
        retry_after: Option<Duration>,
    },
}

impl SendError {
    /// An error without a time for the next try.
    pub fn later(why: impl Into<String>) -> Self {
        Self::Later {
            why: why.into(),
            retry_after: None,
        }
    }
}

/// Carries messages. `Ok` means that the carrier has accepted responsibility for the message.
#[async_trait]
pub trait Notifier: Send + Sync {
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError>;

    /// How long a channel's messages need not be claimed, because its carrier fails for everyone.
    fn pause(&self, _: Channel) -> Option<Duration> {
        None
    }

    /// Whether a channel's carrier failed for everyone and has not answered since.
    fn is_failing(&self, _: Channel) -> bool {
        false
    }
}
