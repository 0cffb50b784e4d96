//! Composes a message: content, channel and language in, finished text out. Sending is not here.

use fluent::FluentValue;
use serde::{Deserialize, Serialize};
use shared::locale::Locale;
use shared::message::{Channel, MessageKind};
use shared::opening_hours;
use shared::portal::Portal;

use self::email::Block;
use crate::words::Words;

mod email;

#[cfg(test)]
mod segments;
#[cfg(test)]
mod tests;

/// The content for the person. Only the link refers to a person.
pub enum Content<'a> {
    /// A record was found.
    Link {
        link: &'a str,
        request_code: &'a str,
        /// How long the link works after the gateway accepts the message.
        valid_hours: u32,
    },
    /// No record was found, or matching could not decide whose it is.
    NotFound {
        request_code: &'a str,
        request_url: &'a str,
        help_url: &'a str,
    },
    /// Too many requests came from the contact, or for one person.
    Limited {
        request_code: &'a str,
        /// The hours until a request is answered again, rounded up.
        hours: u32,
    },
}

impl Content<'_> {
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::Link { .. } => MessageKind::Link,
            Self::NotFound { .. } => MessageKind::NotFound,
            Self::Limited { .. } => MessageKind::Limited,
        }
    }
}

/// The text of a message for a gateway. It contains the link, so it has no `Debug`.
#[derive(Serialize, Deserialize)]
pub struct Composed {
    /// E-mail only.
    pub subject: Option<String>,
    pub text: String,
    /// E-mail only; the same text as `text`.
    pub html: Option<String>,
}

/// Composes one message. `portal` holds the department's texts in `locale`.
pub fn compose(
    words: &Words,
    portal: &Portal,
    locale: Locale,
    channel: Channel,
    content: &Content<'_>,
) -> Composed {
    let writer = Writer {
        words,
        locale,
        args: args(portal, content),
    };
    match channel {
        Channel::Sms => Composed {
            subject: None,
            text: writer.sms(content),
            html: None,
        },
        Channel::Email => {
            let (subject, blocks) = writer.email(portal, content);
            Composed {
                text: email::text(&blocks),
                html: Some(email::html(locale, &subject, &blocks)),
                subject: Some(subject),
            }
        }
    }
}

/// Every variable that the texts of messages may use.
fn args<'a>(portal: &'a Portal, content: &Content<'a>) -> Vec<(&'static str, FluentValue<'a>)> {
    let mut args: Vec<(&str, FluentValue<'_>)> = vec![
        ("service", portal.service_name.as_str().into()),
        ("operator", portal.operator.as_str().into()),
        ("phone", portal.help_phone.as_str().into()),
        ("email", portal.help_email.as_str().into()),
    ];
    match *content {
        Content::Link {
            request_code,
            valid_hours,
            ..
        } => args.extend([("code", request_code.into()), ("valid", valid_hours.into())]),
        Content::NotFound { request_code, .. } => args.push(("code", request_code.into())),
        Content::Limited { request_code, hours } => {
            args.extend([("code", request_code.into()), ("wait", hours.into())]);
        }
    }
    args
}

struct Writer<'a> {
    words: &'a Words,
    locale: Locale,
    args: Vec<(&'static str, FluentValue<'a>)>,
}

impl Writer<'_> {
    fn say(&self, id: &str) -> String {
        self.words.text(self.locale, id, &self.args)
    }

    fn sms(&self, content: &Content<'_>) -> String {
        let text = match *content {
            Content::Link { link, .. } => [
                &*self.say("message-sms-link-before"),
                link,
                &self.say("message-sms-link-after"),
            ]
            .join("\n"),
            Content::NotFound {
                request_url,
                help_url,
                ..
            } => [
                &*self.say("message-sms-not-found-before"),
                request_url,
                &self.say("message-sms-not-found-help"),
                help_url,
                &self.say("message-sms-not-found-after"),
            ]
            .join("\n"),
            Content::Limited { .. } => self.say("message-sms-limited"),
        };
        // The alphabet of text messages lacks the no-break space; one would reduce the room of the whole message.
        text.replace('\u{a0}', " ")
    }

    /// Subject and body.
    fn email<'c>(&self, portal: &Portal, content: &Content<'c>) -> (String, Vec<Block<'c>>) {
        let words = |id| Block::Words(self.say(id));
        let (subject, mut blocks) = match *content {
            Content::Link { link, .. } => (
                "message-email-link-subject",
                vec![
                    words("message-email-link-lead"),
                    words("message-email-link-before"),
                    Block::Link(link),
                    words("message-email-link-after"),
                    words("message-email-link-not-you"),
                ],
            ),
            Content::NotFound {
                request_url,
                help_url,
                ..
            } => (
                "message-email-not-found-subject",
                vec![
                    words("message-email-not-found-lead"),
                    words("message-email-not-found-check"),
                    Block::Link(request_url),
                    words("message-email-not-found-help"),
                    Block::Link(help_url),
                    words("message-email-not-found-not-you"),
                ],
            ),
            Content::Limited { .. } => (
                "message-email-limited-subject",
                vec![
                    words("message-email-limited-lead"),
                    words("message-email-limited-wait"),
                    words("message-email-limited-not-you"),
                ],
            ),
        };
        blocks.push(words("message-email-help"));
        let format = |id: &str, args: &_| self.words.marked(self.locale, id, args);
        let hours = opening_hours::lines(&portal.help_hours, &format);
        blocks.push(Block::List(hours));
        blocks.push(Block::Words(portal.interpreter.clone()));
        blocks.push(words("message-email-purpose"));
        (self.say(subject), blocks)
    }
}
