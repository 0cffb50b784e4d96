//! Messages to people: their channel and kind, and the form in which the development outbox writes them.

use serde::{Deserialize, Serialize};

use crate::contact::Contact;

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutboxMessage {
    /// The idempotency key: `<id of the row that the message is about>:<kind>`, for an answer `<request id>:<kind>`.
    pub id: String,
    pub channel: Channel,
    pub to: String,
    pub locale: String,
    pub kind: MessageKind,
    /// E-mail only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    pub text: String,
    /// E-mail only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// RFC 3339, UTC.
    pub sent_at: String,
}

crate::named! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[serde(rename_all = "lowercase")]
    pub enum Channel {
        Sms = "sms",
        Email = "email",
    }
}

impl Channel {
    pub const fn of(contact: &Contact) -> Self {
        match contact {
            Contact::Email(_) => Self::Email,
            Contact::Phone(_) => Self::Sms,
        }
    }
}

crate::named! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[serde(rename_all = "kebab-case")]
    pub enum MessageKind {
        Link = "link",
        NotFound = "not-found",
        /// Too many requests; says when to try again.
        Limited = "limited",
    }
}

crate::redacted::redacted_debug!(OutboxMessage);
