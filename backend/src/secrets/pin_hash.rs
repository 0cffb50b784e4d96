//! The stored hash of a PIN: argon2id over an HMAC with a pepper that is not in the database, bound to one link.

use argon2::{Algorithm, Argon2, Block, Params, Version};
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

/// The memory of one hash at a time. A hash that allocates its own 19 MiB leaves them to the allocator, which keeps such
/// an area for each thread that ever hashed.
pub struct HashingMemory(Vec<Block>);

impl Default for HashingMemory {
    fn default() -> Self {
        Self(vec![Block::new(); MEMORY_KIB as usize])
    }
}

/// Hashes and compares PINs. A link lives for a day, so hashes under the previous pepper are still compared.
pub struct PinHasher {
    pepper: SecretKey,
    previous: Option<SecretKey>,
}

impl PinHasher {
    pub fn new(pepper: SecretKey, previous: Option<SecretKey>) -> Self {
        Self { pepper, previous }
    }

    /// `<pepper id>$<parameters>$<salt>$<hash>`. Slow by design: call it off the event loop.
    pub fn hash(&self, memory: &mut HashingMemory, pin: &str, link_id: &str) -> String {
        let salt: [u8; 16] = random_bytes();
        let hash = slow_hash(memory, &peppered(&self.pepper, pin, link_id), &salt);
        let text = |bytes: &[u8]| STANDARD_NO_PAD.encode(bytes);
        format!(
            "{}${PARAMETERS}${}${}",
            pepper_id(&self.pepper),
            text(&salt),
            text(&hash)
        )
    }

    /// Whether the PIN is the one that was hashed for this link.
    pub fn is_right(&self, memory: &mut HashingMemory, pin: &str, link_id: &str, stored: &str) -> bool {
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
        let typed = slow_hash(memory, &peppered(pepper, pin, link_id), &salt);
        verify_slices_are_equal(&typed, &hash).is_ok()
    }
}

fn pepper_id(pepper: &SecretKey) -> String {
    STANDARD_NO_PAD.encode(&mac(pepper.as_slice(), &[b"pepper id"])[..3])
}

fn peppered(pepper: &SecretKey, pin: &str, link_id: &str) -> [u8; 32] {
    mac(pepper.as_slice(), &[pin.as_bytes(), link_id.as_bytes()])
}

fn slow_hash(memory: &mut HashingMemory, peppered: &[u8; 32], salt: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(hash.len()))
        .expect("the parameters are within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(peppered, salt, &mut hash, &mut memory.0)
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
        let memory = &mut HashingMemory::default();
        let hash = hasher(1, None).hash(memory, "2580", "link");
        assert!(hasher(1, None).is_right(memory, "2580", "link", &hash));
        assert!(!hasher(1, None).is_right(memory, "2581", "link", &hash));
        assert!(!hasher(1, None).is_right(memory, "2580", "other", &hash));
        assert!(!hash.contains("2580"));
    }

    #[test]
    fn used_memory_changes_no_hash() {
        let used = &mut HashingMemory::default();
        let hash = hasher(1, None).hash(used, "2580", "link");
        hasher(3, None).hash(used, "7193", "other");
        assert!(hasher(1, None).is_right(used, "2580", "link", &hash));
        assert!(hasher(1, None).is_right(&mut HashingMemory::default(), "2580", "link", &hash));
    }

    #[test]
    fn the_previous_pepper_still_counts() {
        let memory = &mut HashingMemory::default();
        let hash = hasher(1, None).hash(memory, "2580", "link");
        assert!(hasher(2, Some(1)).is_right(memory, "2580", "link", &hash));
        assert!(!hasher(2, None).is_right(memory, "2580", "link", &hash));
    }

    #[test]
    fn a_broken_hash_is_never_right() {
        let memory = &mut HashingMemory::default();
        for stored in ["", "$$$", "a$b$c$d", "AAAA$argon2id,m=19456,t=2,p=1$!$!"] {
            assert!(!hasher(1, None).is_right(memory, "2580", "link", stored));
        }
    }
}
