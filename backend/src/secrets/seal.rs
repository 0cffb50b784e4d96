//! Sealing of personal data at rest: AES-256-GCM under a key outside the database.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::random::random_bytes;

/// A 32-byte secret from the settings.
pub type SecretKey = Zeroizing<[u8; 32]>;

/// The current sealing key, and the previous one, which still opens older data.
pub struct SealingKeys {
    current: NamedKey,
    previous: Option<NamedKey>,
}

struct NamedKey {
    id: [u8; 4],
    key: LessSafeKey,
}

#[derive(Debug, Error, PartialEq, Eq)]
pub enum SealError {
    #[error("sealed under a key that is neither MYVAX_SEAL_KEY nor MYVAX_SEAL_KEY_PREVIOUS")]
    UnknownKey,
    #[error("the sealed bytes were changed or belong to another row")]
    Broken,
}

impl SealingKeys {
    pub fn new(current: &SecretKey, previous: Option<&SecretKey>) -> Self {
        Self {
            current: NamedKey::new(current),
            previous: previous.map(NamedKey::new),
        }
    }

    /// Key id (4 bytes), nonce (12 bytes), ciphertext and tag (16 bytes). `row` is the associated data: the bytes do not
    /// open in another row.
    pub fn seal(&self, row: &str, clear: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_LEN] = random_bytes();
        let mut text = clear.to_vec();
        self.current
            .key
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(row.as_bytes()),
                &mut text,
            )
            .expect("AES-GCM seals every text shorter than 64 GiB");
        [self.current.id.as_slice(), &nonce, &text].concat()
    }

    /// Whether the data is sealed under the current key. If not, it is sealed again before the key changes once more.
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        sealed.starts_with(&self.current.id)
    }

    pub fn open(&self, row: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (id, rest) = sealed.split_first_chunk::<4>().ok_or(SealError::Broken)?;
        let (nonce, text) = rest.split_first_chunk::<NONCE_LEN>().ok_or(SealError::Broken)?;
        let key = [Some(&self.current), self.previous.as_ref()]
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
        let keys = SealingKeys::new(&key(1), None);
        assert_eq!(
            keys.open("row", &keys.seal("row", b"Zoe")).unwrap().as_slice(),
            b"Zoe"
        );
    }

    #[test]
    fn the_previous_key_still_opens_its_own() {
        let sealed = SealingKeys::new(&key(1), None).seal("row", b"Zoe");
        assert_eq!(
            SealingKeys::new(&key(2), Some(&key(1)))
                .open("row", &sealed)
                .unwrap()
                .as_slice(),
            b"Zoe"
        );
        assert_eq!(
            SealingKeys::new(&key(2), None).open("row", &sealed),
            Err(SealError::UnknownKey)
        );
    }

    #[test]
    fn changed_or_moved_bytes_do_not_open() {
        let keys = SealingKeys::new(&key(1), None);
        let mut sealed = keys.seal("row", b"Zoe");
        assert_eq!(keys.open("other", &sealed), Err(SealError::Broken));
        *sealed.last_mut().unwrap() ^= 1;
        assert_eq!(keys.open("row", &sealed), Err(SealError::Broken));
        assert_eq!(keys.open("row", b"short"), Err(SealError::Broken));
    }
}
