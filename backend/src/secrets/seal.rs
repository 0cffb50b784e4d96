//! Sealing of personal data at rest: AES-256-GCM under a key outside the database.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use thiserror::Error;
use zeroize::Zeroizing;

use super::keyring::{Keyring, Replaceable};
use crate::random::random_bytes;

/// A 32-byte secret from the settings.
pub type SecretKey = Zeroizing<[u8; 32]>;

/// The sealing keys of a running process. The current one seals, and all of them open.
pub struct SealingKeys(Replaceable<NamedKeys>);

struct NamedKeys {
    current: NamedKey,
    previous: Option<NamedKey>,
    next: Option<NamedKey>,
}

struct NamedKey {
    id: [u8; 4],
    key: LessSafeKey,
}

#[derive(Debug, Error, PartialEq, Eq)]
pub enum SealError {
    #[error(
        "sealed under a key that is unknown here; set it as MYVAX_SEAL_KEY_PREVIOUS or MYVAX_SEAL_KEY_NEXT"
    )]
    UnknownKey,
    #[error("the sealed bytes were changed or belong to another row")]
    Broken,
}

impl SealingKeys {
    pub fn new(keys: &Keyring) -> Self {
        Self(Replaceable::new(NamedKeys::new(keys)))
    }

    pub fn replace_keys(&self, keys: &Keyring) {
        self.0.replace(NamedKeys::new(keys));
    }

    /// Key id (4 bytes), nonce (12 bytes), ciphertext and tag (16 bytes). `row` is the associated data: the bytes do not
    /// open in another row.
    pub fn seal(&self, row: &str, clear: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_LEN] = random_bytes();
        let mut text = clear.to_vec();
        let keys = self.0.get();
        keys.current
            .key
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(row.as_bytes()),
                &mut text,
            )
            .expect("AES-GCM seals every text shorter than 64 GiB");
        [keys.current.id.as_slice(), &nonce, &text].concat()
    }

    /// Whether the data is sealed under the previous key. Then it is sealed again before the key changes once more.
    pub fn is_outdated(&self, sealed: &[u8]) -> bool {
        let previous = &self.0.get().previous;
        previous.as_ref().is_some_and(|key| sealed.starts_with(&key.id))
    }

    pub fn open(&self, row: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (id, rest) = sealed.split_first_chunk::<4>().ok_or(SealError::Broken)?;
        let (nonce, text) = rest.split_first_chunk::<NONCE_LEN>().ok_or(SealError::Broken)?;
        let keys = self.0.get();
        let key = [Some(&keys.current), keys.previous.as_ref(), keys.next.as_ref()]
            .into_iter()
            .flatten()
            .find(|key| key.id == *id)
            .ok_or(SealError::UnknownKey)?;
        let mut text = Zeroizing::new(text.to_vec());
        let length = key
            .key
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(row.as_bytes()),
                &mut text,
            )
            .map_err(|_| SealError::Broken)?
            .len();
        text.truncate(length);
        Ok(text)
    }
}

impl NamedKeys {
    fn new(keys: &Keyring) -> Self {
        Self {
            current: NamedKey::new(&keys.current),
            previous: keys.previous.as_ref().map(NamedKey::new),
            next: keys.next.as_ref().map(NamedKey::new),
        }
    }
}

impl NamedKey {
    fn new(secret: &SecretKey) -> Self {
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, secret.as_slice());
        let id = *digest.as_ref().first_chunk().expect("SHA-256 has 32 bytes");
        let key = UnboundKey::new(&AES_256_GCM, secret.as_slice()).expect("a secret key has 32 bytes");
        Self {
            id,
            key: LessSafeKey::new(key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SecretKey {
        Zeroizing::new([byte; 32])
    }

    #[test]
    fn what_was_sealed_opens_again() {
        let keys = SealingKeys::new(&key(1).into());
        assert_eq!(
            keys.open("row", &keys.seal("row", b"Zoe")).unwrap().as_slice(),
            b"Zoe"
        );
    }

    #[test]
    fn known_keys_open_and_only_the_current_one_seals() {
        let keys = SealingKeys::new(&key(1).into());
        let sealed = keys.seal("row", b"Zoe");
        let opens = |keys: &SealingKeys| keys.open("row", &sealed).map(|clear| clear.to_vec());
        let rotated = Keyring {
            previous: Some(key(1)),
            ..key(2).into()
        };
        let waiting = Keyring {
            next: Some(key(1)),
            ..key(2).into()
        };
        for known in [&rotated, &waiting] {
            assert_eq!(opens(&SealingKeys::new(known)).as_deref(), Ok(b"Zoe".as_slice()));
        }
        assert!(SealingKeys::new(&rotated).is_outdated(&sealed));
        assert!(!SealingKeys::new(&waiting).is_outdated(&sealed));
        keys.replace_keys(&key(2).into());
        assert_eq!(opens(&keys), Err(SealError::UnknownKey));
    }

    #[test]
    fn changed_or_moved_bytes_do_not_open() {
        let keys = SealingKeys::new(&key(1).into());
        let mut sealed = keys.seal("row", b"Zoe");
        assert_eq!(keys.open("other", &sealed), Err(SealError::Broken));
        *sealed.last_mut().unwrap() ^= 1;
        assert_eq!(keys.open("row", &sealed), Err(SealError::Broken));
        assert_eq!(keys.open("row", b"short"), Err(SealError::Broken));
    }
}
