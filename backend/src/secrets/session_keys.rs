//! The keys derived from the session keys: they sign viewing sessions and robot challenges.

use std::sync::Arc;

use super::keyring::{Keyring, Replaceable};
use super::keys::derive;
use super::seal::SecretKey;

/// The derived keys of a running process.
pub struct SessionKeys(Replaceable<KnownSessionKeys>);

/// The derived keys at one moment: what any of them signed is accepted.
pub struct KnownSessionKeys {
    current: DerivedKeys,
    others: Vec<DerivedKeys>,
}

/// The keys derived from one session key.
pub struct DerivedKeys {
    pub session: SecretKey,
    pub robot_check: SecretKey,
}

impl SessionKeys {
    pub fn new(keys: &Keyring) -> Self {
        Self(Replaceable::new(KnownSessionKeys::new(keys)))
    }

    pub fn replace_keys(&self, keys: &Keyring) {
        self.0.replace(KnownSessionKeys::new(keys));
    }

    pub fn now(&self) -> Arc<KnownSessionKeys> {
        self.0.get()
    }
}

impl KnownSessionKeys {
    fn new(keys: &Keyring) -> Self {
        Self {
            current: DerivedKeys::of(&keys.current),
            others: keys.others().map(DerivedKeys::of).collect(),
        }
    }

    /// Signs.
    pub fn current(&self) -> &DerivedKeys {
        &self.current
    }

    /// The current one first.
    pub fn all(&self) -> impl Iterator<Item = &DerivedKeys> {
        std::iter::once(&self.current).chain(&self.others)
    }
}

impl DerivedKeys {
    fn of(session_key: &SecretKey) -> Self {
        Self {
            session: derive(session_key, "viewing session"),
            robot_check: derive(session_key, "robot check"),
        }
    }
}
