//! The contact hashers that a process knows: one for each contact key and each version of the rules.

use std::sync::Arc;

use shared::contact::Contact;

use super::ContactHasher;
use crate::matching::normalize::{CONTACT_RULES, ContactRules, VERSION};
use crate::secrets::keyring::{Keyring, Replaceable};

/// The hashers of a running process. Clones share them.
#[derive(Clone)]
pub struct ContactHashers(Arc<Replaceable<KnownHashers>>);

/// The hashers at one moment.
pub struct KnownHashers {
    all: Vec<Known>,
    used: Age,
}

struct Known {
    age: Age,
    hasher: ContactHasher,
}

/// The place of a hasher in the rotations of rules and keys; a higher number is newer.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Age {
    rules: u32,
    key: u8,
}

const PREVIOUS: u8 = 0;
const CURRENT: u8 = 1;
const NEXT: u8 = 2;

impl ContactHashers {
    pub fn new(keys: &Keyring) -> Self {
        Self::with_rules(keys, &CONTACT_RULES, VERSION)
    }

    /// The hashers of a version of the software that knows these rules and uses those of the version `used`.
    pub fn with_rules(keys: &Keyring, rules: &[ContactRules], used: u32) -> Self {
        Self(Arc::new(Replaceable::new(KnownHashers::new(keys, rules, used))))
    }

    pub fn replace_keys(&self, keys: &Keyring) {
        self.0.replace(KnownHashers::new(keys, &CONTACT_RULES, VERSION));
    }

    pub fn now(&self) -> Arc<KnownHashers> {
        self.0.get()
    }

    /// The hash that counts requests with this contact.
    pub fn bucket(&self, contact: &Contact) -> Vec<u8> {
        self.now().current().bucket(contact)
    }
}

impl KnownHashers {
    fn new(keys: &Keyring, rules: &[ContactRules], used: u32) -> Self {
        let keys = [
            (PREVIOUS, keys.previous.as_ref()),
            (CURRENT, Some(&keys.current)),
            (NEXT, keys.next.as_ref()),
        ];
        let known = |(key, secret): (u8, Option<_>), rules: &ContactRules| {
            secret.map(|secret| Known {
                age: Age {
                    rules: rules.version,
                    key,
                },
                hasher: ContactHasher::new(secret, *rules),
            })
        };
        let all = rules
            .iter()
            .flat_map(|rules| keys.into_iter().filter_map(move |key| known(key, rules)));
        Self {
            all: all.collect(),
            used: Age {
                rules: used,
                key: CURRENT,
            },
        }
    }

    /// The hasher that this process uses for a new registry.
    pub fn current(&self) -> &ContactHasher {
        self.with_age(self.used)
    }

    /// The hasher of this generation, if it is known here.
    pub fn of(&self, generation: &str) -> Option<&ContactHasher> {
        self.known(generation).map(|known| &known.hasher)
    }

    /// The hasher that a registry of this generation should have: the newer rules and the newer key of this generation
    /// and of the one in use here.
    pub fn successor_of(&self, generation: &str) -> Option<&ContactHasher> {
        let Age { rules, key } = self.known(generation)?.age;
        Some(self.with_age(Age {
            rules: rules.max(self.used.rules),
            key: key.max(self.used.key),
        }))
    }

    fn known(&self, generation: &str) -> Option<&Known> {
        self.all
            .iter()
            .find(|known| known.hasher.generation() == generation)
    }

    fn with_age(&self, age: Age) -> &ContactHasher {
        let known = self.all.iter().find(|known| known.age == age);
        &known
            .expect(
                "there is a hasher for every known key by all known rules, and the rules in use are known",
            )
            .hasher
    }
}
