//! Keys for the data of an access request, each derived for one purpose.

use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use aws_lc_rs::hmac;
use zeroize::Zeroizing;

use crate::secrets::seal::SecretKey;

struct Bytes32;

impl KeyType for Bytes32 {
    fn len(&self) -> usize {
        32
    }
}

/// Derives a key for one purpose from another (HKDF-SHA-256, RFC 5869). One derived key reveals no other.
pub fn derive(secret: &SecretKey, label: &str) -> SecretKey {
    let mut key = Zeroizing::new([0; 32]);
    let info = [label.as_bytes()];
    let extracted = Salt::new(HKDF_SHA256, b"my vax records").extract(secret.as_slice());
    extracted
        .expand(&info, Bytes32)
        .and_then(|expanded| expanded.fill(key.as_mut_slice()))
        .expect("HKDF fills 32 bytes");
    key
}

/// HMAC-SHA-256 of the joined parts.
pub fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    for part in parts {
        context.update(part);
    }
    *context
        .sign()
        .as_ref()
        .first_chunk()
        .expect("HMAC-SHA-256 has 32 bytes")
}
