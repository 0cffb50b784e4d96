//! The notifier of each channel. A channel without one is off.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use shared::message::Channel;
use shared::portal::{ChannelState, Channels};

use super::breaker::Breaker;
use super::{Notifier, OutboundMessage, SendError};
use crate::secrets::keyring::Replaceable;

/// One notifier for each channel that is on.
#[derive(Default)]
pub struct ChannelNotifiers {
    sms: Option<Arc<dyn Notifier>>,
    email: Option<Arc<dyn Notifier>>,
}

impl ChannelNotifiers {
    /// Puts each gateway behind its own circuit breaker.
    #[must_use]
    pub fn with_gateway(mut self, channel: Channel, gateway: impl Notifier + 'static) -> Self {
        let breaker = Breaker::new(Arc::new(gateway), channel.name());
        *self.of_mut(channel) = Some(Arc::new(breaker));
        self
    }

    /// The channels without a notifier get this one.
    #[must_use]
    pub fn otherwise(mut self, notifier: &Arc<dyn Notifier>) -> Self {
        for channel in Channel::ALL {
            self.of_mut(channel).get_or_insert_with(|| Arc::clone(notifier));
        }
        self
    }

    pub fn states(&self) -> Channels {
        let state = |channel| match self.of(channel) {
            Some(_) => ChannelState::On,
            None => ChannelState::Off,
        };
        Channels {
            sms: state(Channel::Sms),
            email: state(Channel::Email),
        }
    }

    fn of(&self, channel: Channel) -> Option<&Arc<dyn Notifier>> {
        match channel {
            Channel::Sms => self.sms.as_ref(),
            Channel::Email => self.email.as_ref(),
        }
    }

    fn of_mut(&mut self, channel: Channel) -> &mut Option<Arc<dyn Notifier>> {
        match channel {
            Channel::Sms => &mut self.sms,
            Channel::Email => &mut self.email,
        }
    }
}

#[async_trait]
impl Notifier for ChannelNotifiers {
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError> {
        match self.of(message.channel) {
            Some(notifier) => notifier.send(message).await,
            // The channel was on when the request was accepted. The message waits until it is on again.
            None => Err(SendError::later("the channel is off")),
        }
    }

    fn pause(&self, channel: Channel) -> Option<Duration> {
        self.of(channel)?.pause(channel)
    }

    fn is_failing(&self, channel: Channel) -> bool {
        self.of(channel)
            .is_some_and(|notifier| notifier.is_failing(channel))
    }
}

/// The gateways of a running process, which may get other credentials.
#[async_trait]
impl Notifier for Replaceable<ChannelNotifiers> {
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError> {
        self.get().send(message).await
    }

    fn pause(&self, channel: Channel) -> Option<Duration> {
        self.get().pause(channel)
    }
}
