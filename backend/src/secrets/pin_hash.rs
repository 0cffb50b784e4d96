//! The stored hash of a PIN: argon2id over an HMAC with a pepper that is not in the database, bound to one link.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::keyring::{Keyring, Replaceable};
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

/// Hashes and compares PINs. The current pepper hashes; hashes under every known pepper are compared.
pub struct PinHasher(Replaceable<Keyring>);

/// The outcome of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedPin {
    Right,
    Wrong,
    /// The hash was made under a pepper or with parameters that are unknown here, so the PIN is neither right nor wrong.
    NotComparable,
}

impl PinHasher {
    pub fn new(peppers: Keyring) -> Self {
        Self(Replaceable::new(peppers))
    }

    pub fn replace_keys(&self, peppers: Keyring) {
        self.0.replace(peppers);
    }

    /// `<pepper id>$<parameters>$<salt>$<hash>`. Slow by design: call it off the event loop.
    pub fn hash(&self, memory: &mut HashingMemory, pin: &str, link_id: &str) -> String {
        let salt: [u8; 16] = random_bytes();
        let pepper = &self.0.get().current;
        let hash = slow_hash(memory, &peppered(pepper, pin, link_id), &salt);
        let text = |bytes: &[u8]| STANDARD_NO_PAD.encode(bytes);
        format!(
            "{}${PARAMETERS}${}${}",
            pepper_id(pepper),
            text(&salt),
            text(&hash)
        )
    }

    /// Whether the PIN is the one that was hashed for this link.
    pub fn compare(&self, memory: &mut HashingMemory, pin: &str, link_id: &str, stored: &str) -> ComparedPin {
        let mut parts = stored.split('$');
        let (Some(id), Some(PARAMETERS), Some(salt), Some(hash), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return ComparedPin::NotComparable;
        };
        let peppers = self.0.get();
        let Some(pepper) = peppers.all().find(|pepper| pepper_id(pepper) == id) else {
            return ComparedPin::NotComparable;
        };
        let (Ok(salt), Ok(hash)) = (STANDARD_NO_PAD.decode(salt), STANDARD_NO_PAD.decode(hash)) else {
            return ComparedPin::NotComparable;
        };
        let typed = slow_hash(memory, &peppered(pepper, pin, link_id), &salt);
        match verify_slices_are_equal(&typed, &hash) {
            Ok(()) => ComparedPin::Right,
            Err(_) => ComparedPin::Wrong,
        }
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
        PinHasher::new(Keyring {
            previous: previous.map(|byte| Zeroizing::new([byte; 32])),
            ..Zeroizing::new([pepper; 32]).into()
        })
    }

    #[test]
    fn only_the_same_pin_for_the_same_link_is_right() {
        let memory = &mut HashingMemory::default();
        let hash = hasher(1, None).hash(memory, "2580", "link");
        let mut compare = |pin, link| hasher(1, None).compare(memory, pin, link, &hash);
        assert_eq!(compare("2580", "link"), ComparedPin::Right);
        assert_eq!(compare("2581", "link"), ComparedPin::Wrong);
        assert_eq!(compare("2580", "other"), ComparedPin::Wrong);
        assert!(!hash.contains("2580"));
    }

    #[test]
    fn used_memory_changes_no_hash() {
        let used = &mut HashingMemory::default();
        let hash = hasher(1, None).hash(used, "2580", "link");
        hasher(3, None).hash(used, "7193", "other");
        for memory in [used, &mut HashingMemory::default()] {
            let compared = hasher(1, None).compare(memory, "2580", "link", &hash);
            assert_eq!(compared, ComparedPin::Right);
        }
    }

    #[test]
    fn the_previous_pepper_still_counts_and_an_unknown_one_makes_no_pin_wrong() {
        let memory = &mut HashingMemory::default();
        let hash = hasher(1, None).hash(memory, "2580", "link");
        let mut compare = |hasher: PinHasher, pin| hasher.compare(memory, pin, "link", &hash);
        assert_eq!(compare(hasher(2, Some(1)), "2580"), ComparedPin::Right);
        assert_eq!(compare(hasher(2, Some(1)), "2581"), ComparedPin::Wrong);
        assert_eq!(compare(hasher(2, None), "2580"), ComparedPin::NotComparable);
    }

    #[test]
    fn a_broken_hash_is_neither_right_nor_wrong() {
        let memory = &mut HashingMemory::default();
        for stored in ["", "$$$", "a$b$c$d", "AAAA$argon2id,m=19456,t=2,p=1$!$!"] {
            let compared = hasher(1, None).compare(memory, "2580", "link", stored);
            assert_eq!(compared, ComparedPin::NotComparable);
        }
    }
}
