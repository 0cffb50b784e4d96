//! The signed text of a card: claims, raw deflate, compact JWS with ES256. Pure except for the signature's random nonce.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Serialize;

use super::bundle::Bundle;
use super::keys::SigningKey;

/// The first type makes it a health card. The other two are deprecated and new wallets ignore them, but old wallets
/// sort the card by them.
const TYPES: [&str; 3] = [
    "https://smarthealth.cards#health-card",
    "https://smarthealth.cards#immunization",
    "https://smarthealth.cards#covid19",
];
const FHIR_VERSION: &str = "4.0.1";

/// The signed claims. There is no `exp`: a vaccination does not expire.
#[derive(Serialize)]
pub struct Claims<'a> {
    iss: &'a str,
    /// Seconds since 1970. The specification's examples have fractions; some wallets reject them.
    nbf: i64,
    vc: Credential<'a>,
}

#[derive(Serialize)]
struct Credential<'a> {
    #[serde(rename = "type")]
    types: [&'static str; 3],
    #[serde(rename = "credentialSubject")]
    subject: Subject<'a>,
    rid: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Subject<'a> {
    fhir_version: &'static str,
    fhir_bundle: Bundle<'a>,
}

/// The members of the protected header; the specification allows no others.
#[derive(Serialize)]
struct Header<'a> {
    alg: &'static str,
    zip: &'static str,
    kid: &'a str,
}

impl<'a> Claims<'a> {
    /// `issuer_url` has no slash at its end.
    pub fn new(issuer_url: &'a str, now: DateTime<Utc>, bundle: Bundle<'a>, rid: &'a str) -> Self {
        Self {
            iss: issuer_url,
            nbf: now.timestamp(),
            vc: Credential {
                types: TYPES,
                subject: Subject {
                    fhir_version: FHIR_VERSION,
                    fhir_bundle: bundle,
                },
                rid,
            },
        }
    }
}

/// The compact JWS (RFC 7515 section 3.1) of the claims.
///
/// # Panics
/// Never: claims are plain text and numbers, and a write to memory does not fail.
pub fn sign(claims: &Claims<'_>, key: &SigningKey) -> String {
    let header = Header {
        alg: "ES256",
        zip: "DEF",
        kid: key.kid(),
    };
    let header = serde_json::to_vec(&header).expect("a header is plain text");
    let claims = serde_json::to_vec(claims).expect("claims are plain text and numbers");
    let mut text = URL_SAFE_NO_PAD.encode(header);
    text.push('.');
    URL_SAFE_NO_PAD.encode_string(deflate(&claims), &mut text);
    let signature = key.sign(text.as_bytes());
    text.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut text);
    text
}

/// Raw deflate (RFC 1951), without the header and checksum of zlib.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("memory takes every byte")
}
