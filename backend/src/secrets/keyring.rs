//! The keys of one secret: the one in use, and its neighbors in a rotation. A key is known everywhere before a process
//! uses it, so that no process meets data of a key that it lacks.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use super::seal::SecretKey;

/// A secret's keys.
#[derive(Clone)]
pub struct Keyring {
    /// Used for new data.
    pub current: SecretKey,
    /// Used before the current one; its data are still read.
    pub previous: Option<SecretKey>,
    /// Used soon: other processes may use it already.
    pub next: Option<SecretKey>,
}

impl Keyring {
    /// Every known key, the current one first.
    pub fn all(&self) -> impl Iterator<Item = &SecretKey> {
        std::iter::once(&self.current).chain(self.others())
    }

    /// The keys that are known and not used.
    pub fn others(&self) -> impl Iterator<Item = &SecretKey> {
        [&self.previous, &self.next]
            .into_iter()
            .filter_map(Option::as_ref)
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring(redacted)")
    }
}

/// A secret without a rotation.
impl From<SecretKey> for Keyring {
    fn from(current: SecretKey) -> Self {
        Self {
            current,
            previous: None,
            next: None,
        }
    }
}

/// A value that a running process replaces as a whole. Work in progress keeps the value with which it began.
pub struct Replaceable<T>(RwLock<Arc<T>>);

impl<T> Replaceable<T> {
    pub fn new(value: T) -> Self {
        Self(RwLock::new(Arc::new(value)))
    }

    pub fn get(&self) -> Arc<T> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn replace(&self, value: T) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(value);
    }
}
