//! The personal data of a request until it is answered, as sealed JSON.

use anyhow::Context;
use shared::access_request::AccessRequest;

use crate::secrets::seal::SealingKeys;

fn place(request_id: &str) -> String {
    format!("access_request/{request_id}")
}

pub fn seal(keys: &SealingKeys, request_id: &str, request: &AccessRequest) -> Vec<u8> {
    let json =
        zeroize::Zeroizing::new(serde_json::to_vec(request).expect("a request is plain text and dates"));
    keys.seal(&place(request_id), &json)
}

pub fn open(keys: &SealingKeys, request_id: &str, sealed: &[u8]) -> anyhow::Result<AccessRequest> {
    let json = keys.open(&place(request_id), sealed)?;
    serde_json::from_slice(&json).context("the sealed request has another version's format")
}
