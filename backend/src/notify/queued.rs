//! A message between composing and sending: a row with the sealed address and text.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use shared::contact::Contact;
use shared::locale::Locale;
use shared::message::{Channel, MessageKind};
use shared::portal::Portal;
use zeroize::Zeroizing;

use super::OutboundMessage;
use super::message::{Content, compose};
use crate::db::messages::{MessageRow, NewMessage};
use crate::secrets::seal::SealingKeys;
use crate::words::Words;

/// A message that no gateway accepts is given up after this time.
pub const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(48);

/// The recipient and the content of a message that is not composed yet.
pub struct Draft<'a> {
    /// The id of the row that the message is about, such as an access request: the first half of the idempotency key.
    pub about: &'a str,
    /// The database's generation, which ends the key of a restored database.
    pub generation: &'a str,
    pub contact: &'a Contact,
    pub contact_hash: Vec<u8>,
    pub locale: Locale,
    pub content: Content<'a>,
    pub created_at: DateTime<Utc>,
}

/// Composes the text in the draft's language and seals it with the address. `portal` holds the department's texts in
/// that language. The row has no access request and no link until the caller sets them.
pub fn new_message(draft: Draft<'_>, words: &Words, portal: &Portal, keys: &SealingKeys) -> NewMessage {
    let kind = draft.content.kind();
    let channel = Channel::of(draft.contact);
    let message = OutboundMessage {
        id: idempotency_key(&draft, kind),
        channel,
        kind,
        locale: draft.locale.tag().to_owned(),
        to: draft.contact.address().to_owned(),
        composed: compose(words, portal, draft.locale, channel, &draft.content),
    };
    NewMessage {
        request_id: None,
        link_id: None,
        channel,
        kind,
        contact_hash: draft.contact_hash,
        sealed_content: seal(keys, &message),
        created_at: draft.created_at,
        give_up_at: draft.created_at + GIVE_UP_AFTER,
        id: message.id,
        locale: message.locale,
    }
}

fn idempotency_key(draft: &Draft<'_>, kind: MessageKind) -> String {
    let key = format!("{}:{}", draft.about, kind.name());
    match draft.generation {
        "" => key,
        generation => format!("{key}:{generation}"),
    }
}

/// The row's message, or `None` when its content was erased because it was sent or given up.
pub fn open(keys: &SealingKeys, row: &MessageRow) -> anyhow::Result<Option<OutboundMessage>> {
    let Some(sealed) = &row.sealed_content else {
        return Ok(None);
    };
    let json = keys.open(&associated_data(&row.id), sealed)?;
    let message: OutboundMessage =
        serde_json::from_slice(&json).context("the sealed message has another version's format")?;
    Ok(Some(OutboundMessage {
        id: row.id.clone(),
        locale: row.locale.clone(),
        ..message
    }))
}

fn seal(keys: &SealingKeys, message: &OutboundMessage) -> Vec<u8> {
    let json = Zeroizing::new(serde_json::to_vec(message).expect("a message is plain text"));
    keys.seal(&associated_data(&message.id), &json)
}

/// The associated data, which binds the sealed bytes to their row.
fn associated_data(message_id: &str) -> String {
    format!("message/{message_id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> SealingKeys {
        SealingKeys::new(&Zeroizing::new([1; 32]).into())
    }

    fn row(sealed_content: Option<Vec<u8>>) -> MessageRow {
        MessageRow {
            id: "one:not-found".to_owned(),
            link_id: None,
            locale: "fr".to_owned(),
            sealed_content,
            give_up_at: DateTime::UNIX_EPOCH.naive_utc(),
            attempts: 1,
            panics: 0,
        }
    }

    #[test]
    fn a_message_that_the_version_before_sealed_opens() {
        let json = br#"{"channel":"sms","kind":"not-found","to":"+16175550142","subject":null,"text":"words","html":null}"#;
        let sealed = keys().seal("message/one:not-found", json);
        let message = open(&keys(), &row(Some(sealed))).unwrap().unwrap();
        assert_eq!((&*message.id, &*message.locale), ("one:not-found", "fr"));
        assert_eq!((&*message.to, &*message.composed.text), ("+16175550142", "words"));
    }

    #[test]
    fn content_of_another_row_does_not_open() {
        let sealed = keys().seal("message/two:not-found", b"{}");
        assert!(open(&keys(), &row(Some(sealed))).is_err());
        assert!(open(&keys(), &row(None)).unwrap().is_none());
    }
}
