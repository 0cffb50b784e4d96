//! The department's own texts: names, phone, hours, links. They are in the requested language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::message::Channel;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Portal {
    pub service_name: String,
    pub department: String,
    /// The name of the registry that providers report to, as written in the middle of a sentence.
    pub registry_name: String,
    /// The organization that runs this site, for the footer and the banner.
    pub operator: String,
    /// One sentence about how to recognize the official site.
    pub official_banner: String,
    /// The law that permits the registry to keep and show records.
    pub law_basis: String,
    pub help_phone: String,
    pub help_hours: Vec<HelpHours>,
    /// One sentence about the free interpreter.
    pub interpreter: String,
    pub help_email: String,
    /// Named web addresses: `department`, `registry`, `record_request_form`, `amendment_form` …
    pub links: BTreeMap<String, String>,
    /// How many hours pass until a provider's report is visible here.
    pub update_delay_hours: u32,
    pub default_locale: String,
    /// BCP 47 tags, in the order of the menu.
    pub locales: Vec<String>,
    pub channels: Channels,
    pub demo: bool,
}

/// The channels by which people can ask for their link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Channels {
    pub sms: ChannelState,
    pub email: ChannelState,
}

impl Channels {
    pub const fn of(self, channel: Channel) -> ChannelState {
        match channel {
            Channel::Sms => self.sms,
            Channel::Email => self.email,
        }
    }
}

crate::named! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[serde(rename_all = "lowercase")]
    pub enum ChannelState {
        On = "on",
        /// The service cannot send on this channel.
        Off = "off",
        /// The budget of the day is spent; accepted messages wait.
        Paused = "paused",
    }
}

/// One line of opening hours, in the department's own time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HelpHours {
    /// `mon` to `sun`.
    pub days: Vec<Weekday>,
    /// `HH:MM`, 24 hours.
    pub opens: String,
    /// `HH:MM`, 24 hours.
    pub closes: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}
