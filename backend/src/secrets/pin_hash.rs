//! The stored hash of a PIN: argon2id over an HMAC with a pepper that is not in the database, bound to one link.

use argon2::{Algorithm, Argon2, Params, Version};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::keys::mac;
use crate::random::random_bytes;
use crate::secrets::seal::SecretKey;

/// OWASP's second choice for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const PARAMETERS: &str = "argon2id,m=19456,t=2,p=1";

/// Hashes and compares PINs. A link lives for a day, so hashes under the previous pepper are still compared.
pub struct PinHasher {
    pepper: SecretKey,
    previous: Option<SecretKey>,
}

impl PinHasher {
    pub fn new(pepper: SecretKey, previous: Option<SecretKey>) -> Self {
        Self { pepper, previous }
    }

    /// `<pepper id>$<parameters>$<salt>$<hash>`. Slow by design: call it with a permit, off the event loop.
    pub fn hash(&self, pin: &str, link_id: &str) -> String {
        let salt: [u8; 16] = random_bytes();
        let hash = slow_hash(&self.pepper, pin, link_id, &salt);
        let text = |bytes: &[u8]| STANDARD_NO_PAD.encode(bytes);
        format!(
            "{}${PARAMETERS}${}${}",
            pepper_id(&self.pepper),
            text(&salt),
            text(&hash)
        )
    }

    /// Whether the PIN is the one that was hashed for this link.
    pub fn is_right(&self, pin: &str, link_id: &str, stored: &str) -> bool {
        let mut parts = stored.split('$');
        let (Some(id), Some(PARAMETERS), Some(salt), Some(hash), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return false;
        };
        let peppers = [Some(&self.pepper), self.previous.as_ref()];
        let Some(pepper) = peppers
            .into_iter()
            .flatten()
            .find(|pepper| pepper_id(pepper) == id)
        else {
            return false;
        };
        let (Ok(salt), Ok(hash)) = (STANDARD_NO_PAD.decode(salt), STANDARD_NO_PAD.decode(hash)) else {
            return false;
        };
        verify_slices_are_equal(&slow_hash(pepper, pin, link_id, &salt), &hash).is_ok()
    }
}

fn pepper_id(pepper: &SecretKey) -> String {
    STANDARD_NO_PAD.encode(&mac(pepper.as_slice(), &[b"pepper id"])[..3])
}

fn slow_hash(pepper: &SecretKey, pin: &str, link_id: &str, salt: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(hash.len()))
        .expect("the parameters are within argon2's limits");
    let peppered = mac(pepper.as_slice(), &[pin.as_bytes(), link_id.as_bytes()]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(&peppered, salt, &mut hash)
        .expect("a 16-byte salt and a 32-byte hash are within argon2's limits");
    hash
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;

    fn hasher(pepper: u8, previous: Option<u8>) -> PinHasher {
        PinHasher::new(
            Zeroizing::new([pepper; 32]),
            previous.map(|byte| Zeroizing::new([byte; 32])),
        )
    }

    #[test]
    fn only_the_same_pin_for_the_same_link_is_right() {
        let hash = hasher(1, None).hash("2580", "link");
        assert!(hasher(1, None).is_right("2580", "link", &hash));
        assert!(!hasher(1, None).is_right("2581", "link", &hash));
        assert!(!hasher(1, None).is_right("2580", "other", &hash));
        assert!(!hash.contains("2580"));
    }

    #[test]
    fn the_previous_pepper_still_counts() {
        let hash = hasher(1, None).hash("2580", "link");
        assert!(hasher(2, Some(1)).is_right("2580", "link", &hash));
        assert!(!hasher(2, None).is_right("2580", "link", &hash));
    }

    #[test]
    fn a_broken_hash_is_never_right() {
        for stored in ["", "$$$", "a$b$c$d", "AAAA$argon2id,m=19456,t=2,p=1$!$!"] {
            assert!(!hasher(1, None).is_right("2580", "link", stored));
        }
    }
}
