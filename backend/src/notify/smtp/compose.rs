//! Writes a message as an e-mail: headers in UTF-8, plain text and HTML as alternatives (RFC 2046 section 5.1.4).

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};

use crate::notify::{Failure, OutboundMessage, SendError};

/// RFC 3834 section 5: absence notices are not sent in answer to such a message.
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

pub fn email(from: &Mailbox, message: &OutboundMessage, now: DateTime<Utc>) -> Result<Message, SendError> {
    let to: Address = message
        .to
        .parse()
        .map_err(|_| invalid("the address is not one for SMTP"))?;
    let composed = &message.composed;
    let text = composed.text.clone();
    let mut email = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(composed.subject.clone().unwrap_or_default())
        .date(SystemTime::from(now))
        .message_id(Some(message_id(&message.id, from.email.domain())))
        .multipart(match &composed.html {
            Some(html) => MultiPart::alternative_plain_html(text, html.clone()),
            None => MultiPart::alternative().singlepart(lettre::message::SinglePart::plain(text)),
        })
        .map_err(|_| invalid("the message has no envelope"))?;
    email
        .headers_mut()
        .insert_raw(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()));
    Ok(email)
}

/// A repeat of the message has the same Message-ID, by which mail programs recognize it. A dot replaces the colon of the
/// key, which a Message-ID cannot contain (RFC 5322 section 3.6.4).
fn message_id(key: &str, domain: &str) -> String {
    format!("<{}@{domain}>", key.replace(':', "."))
}

fn invalid(why: &str) -> SendError {
    SendError::Refused {
        failure: Failure::InvalidAddress,
        why: why.to_owned(),
    }
}
