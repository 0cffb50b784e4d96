//! The rules of the keys and of the delivered file and QR.

use crate::health_card::Issuer;
use crate::health_card::PublicKey;
use crate::health_card::SigningKey;
use crate::health_card::file_of;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use std::collections::BTreeSet;

use super::{card, doses, members};

#[test]
fn a_public_key_never_holds_its_private_half() {
    let jwk = SigningKey::generate().public_jwk();
    assert_eq!(
        members(&jwk),
        BTreeSet::from(["alg", "crv", "kid", "kty", "use", "x", "y"])
    );
    let fixed = ["kty", "use", "alg", "crv"].map(|name| jwk[name].as_str().unwrap());
    assert_eq!(fixed, ["EC", "sig", "ES256", "P-256"]);
}

#[test]
fn the_kid_is_the_thumbprint_of_the_key() {
    // The key and its kid are the example of a JWK set in the specification.
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let point = [
        vec![4],
        decode("11XvRWy1I2S0EyJlyf_bWfw_TQ5CJJNLw78bHXNxcgw"),
        decode("eZXwxvO1hvCY0KucrPfKo7yAyMT6Ajc3N7OkAB6VYy8"),
    ]
    .concat();
    let key = PublicKey::from_bytes(&point).unwrap();
    assert_eq!(key.kid(), "3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s");
    assert_eq!(key.bytes(), point);
}

#[test]
fn a_key_survives_being_kept_as_bytes() {
    let key = SigningKey::generate();
    let again = SigningKey::from_private_bytes(&key.private_bytes()).unwrap();
    assert_eq!(again.public_jwk(), key.public_jwk());
    assert!(SigningKey::from_private_bytes(b"not a key").is_err());
}

#[test]
fn a_key_does_not_print_its_private_half() {
    let key = SigningKey::generate();
    assert_eq!(format!("{key:?}"), format!("SigningKey({})", key.kid()));
}

#[test]
fn retired_keys_stay_in_the_key_set_once() {
    let (old, active) = (SigningKey::generate(), SigningKey::generate());
    let retired = vec![old.public_key().clone(), active.public_key().clone()];
    let kids = [active.kid().to_owned(), old.kid().to_owned()];
    let jwks = Issuer::new("https://vax.example.org", active, retired).jwks();
    let published: Vec<_> = jwks["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["kid"].as_str().unwrap())
        .collect();
    assert_eq!(published, kids);
}

#[test]
fn the_file_holds_the_signed_text() {
    let card = card(&doses(1));
    let file: Value = serde_json::from_str(&file_of(&card)).unwrap();
    assert_eq!(file, serde_json::json!({ "verifiableCredential": [card.jws] }));
}

#[test]
fn the_card_says_when_it_was_issued_in_utc() {
    assert_eq!(card(&doses(1)).issued_at, "2026-11-20T12:34:56Z");
}
