//! The revocation id of a person's cards. All cards of the person share it; without the secret it identifies no one.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::record::PatientId;

/// base64url of the first 64 bits of HMAC-SHA-256(secret, kid followed by the patient's id): 11 characters, as the
/// specification recommends.
pub fn rid(secret: &[u8], kid: &str, patient: &PatientId) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let mut context = hmac::Context::with_key(&key);
    context.update(kid.as_bytes());
    context.update(patient.as_str().as_bytes());
    URL_SAFE_NO_PAD.encode(&context.sign().as_ref()[..8])
}
