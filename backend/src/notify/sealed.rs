//! What a waiting message row holds, sealed: the address and the words.

use anyhow::Context;
use serde::{Deserialize, Serialize};
use shared::inbox::{Channel, MessageKind};

use crate::secrets::seal::SealingKeys;

#[derive(Serialize, Deserialize)]
pub struct SealedContent {
    pub channel: Channel,
    pub kind: MessageKind,
    pub to: String,
    pub subject: Option<String>,
    pub text: String,
    pub html: Option<String>,
}

fn place(message_id: &str) -> String {
    format!("message/{message_id}")
}

pub fn seal(keys: &SealingKeys, message_id: &str, content: &SealedContent) -> Vec<u8> {
    let json = zeroize::Zeroizing::new(serde_json::to_vec(content).expect("a message is plain text"));
    keys.seal(&place(message_id), &json)
}

pub fn open(keys: &SealingKeys, message_id: &str, sealed: &[u8]) -> anyhow::Result<SealedContent> {
    let json = keys.open(&place(message_id), sealed)?;
    serde_json::from_slice(&json).context("the sealed message is not of this version")
}

/// The word in the `channel` column.
pub const fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "sms",
        Channel::Email => "email",
    }
}

/// The word in the `kind` column and in the idempotency key.
pub const fn kind_name(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Link => "link",
        MessageKind::NotFound => "not-found",
    }
}
