//! The keyed hash that finds a contact, so that the index does not reveal contacts.

use std::collections::BTreeMap;
use std::fmt;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use shared::contact::Contact;

use crate::db::DbError;
use crate::db::contacts::{ContactHashRow, ContactRow};
use crate::matching::normalize::ContactRules;
use crate::record::{ContactKind, ContactOwner};
use crate::secrets::seal::SecretKey;

/// The value `self` of the columns `owner`.
pub const OWN: &str = ContactOwner::Patient.name();
/// The value of the columns `owner` for a parent's or guardian's contact.
pub const GUARDIAN: &str = ContactOwner::Guardian.name();

const HASH_BYTES: usize = 16;

/// Hashes contacts with HMAC-SHA-256 under one contact key (`MYVAX_CONTACT_KEY`), which is never in the database, and by
/// one version of the rules.
#[derive(Clone)]
pub struct ContactHasher {
    key: hmac::Key,
    rules: ContactRules,
    generation: String,
}

impl ContactHasher {
    pub fn new(secret: &SecretKey, rules: ContactRules) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_slice());
        let tag = hmac::sign(&key, b"fingerprint");
        let fingerprint = URL_SAFE_NO_PAD.encode(&tag.as_ref()[..HASH_BYTES]);
        Self {
            key,
            rules,
            generation: format!("{} {fingerprint}", rules.version),
        }
    }

    /// Identifies the rules and the key without revealing the key.
    pub fn generation(&self) -> &str {
        &self.generation
    }

    /// The hash of a contact as typed.
    pub fn hash(&self, contact: &Contact) -> Option<Vec<u8>> {
        match contact {
            Contact::Phone(phone) => self.hash_of(ContactKind::Phone, phone.e164()),
            Contact::Email(email) => self.hash_of(ContactKind::Email, email.as_str()),
        }
    }

    /// The hash that counts requests with this contact. A placeholder finds no patient but has its own bucket.
    pub fn bucket(&self, contact: &Contact) -> Vec<u8> {
        self.hash(contact).unwrap_or_else(|| {
            let tag = hmac::sign(&self.key, format!("no key:{}", contact.address()).as_bytes());
            tag.as_ref()[..HASH_BYTES].to_vec()
        })
    }

    /// The hash of a reported contact; `None` for a placeholder, which would link strangers.
    pub fn hash_of(&self, kind: ContactKind, raw: &str) -> Option<Vec<u8>> {
        let canonical = (self.rules.canonical)(kind, raw)?;
        let text = format!("{}{}:{canonical}", self.rules.prefix, kind.name());
        let tag = hmac::sign(&self.key, text.as_bytes());
        Some(tag.as_ref()[..HASH_BYTES].to_vec())
    }
}

/// The rows of `contact_hash` for the contacts, sorted; two spellings of one contact have one hash.
pub fn contact_hashes(
    contacts: &[ContactRow],
    hasher: &ContactHasher,
) -> Result<Vec<ContactHashRow>, DbError> {
    let mut last_seen: BTreeMap<(Vec<u8>, i64, &str), NaiveDate> = BTreeMap::new();
    for contact in contacts {
        if let Some(hash) = hasher.hash_of(contact.kind()?, &contact.value) {
            let seen_on = contact.last_reported_at.date();
            last_seen
                .entry((hash, contact.patient_id, &contact.owner))
                .and_modify(|date| *date = seen_on.max(*date))
                .or_insert(seen_on);
        }
    }
    let row = |((hash, patient_id, owner), last_seen_on): (_, _)| -> ContactHashRow {
        let owner: &str = owner;
        ContactHashRow {
            hash,
            patient_id,
            owner: owner.to_owned(),
            last_seen_on,
        }
    };
    Ok(last_seen.into_iter().map(row).collect())
}

impl fmt::Debug for ContactHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ContactHasher(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use shared::contact::{EmailAddress, PhoneNumber};
    use zeroize::Zeroizing;

    use super::*;
    use crate::matching::normalize::CONTACT_RULES;

    fn hasher(byte: u8) -> ContactHasher {
        ContactHasher::new(&Zeroizing::new([byte; 32]), CONTACT_RULES[0])
    }

    #[test]
    fn a_contact_has_one_hash_however_it_is_written() {
        let typed = Contact::Phone(PhoneNumber::parse("(617) 555-0142").unwrap());
        assert_eq!(
            hasher(1).hash(&typed),
            hasher(1).hash_of(ContactKind::Phone, "6175550142")
        );
        let typed = Contact::Email(EmailAddress::parse("Zoe@Example.org").unwrap());
        assert_eq!(
            hasher(1).hash(&typed),
            hasher(1).hash_of(ContactKind::Email, "zoe@example.org")
        );
    }

    #[test]
    fn another_key_or_contact_has_another_hash() {
        let hash = hasher(1).hash_of(ContactKind::Phone, "6175550142");
        assert!(hash.is_some());
        assert_ne!(hash, hasher(2).hash_of(ContactKind::Phone, "6175550142"));
        assert_ne!(hash, hasher(1).hash_of(ContactKind::Phone, "6175550143"));
    }

    #[test]
    fn a_contact_without_a_hash_is_counted_by_itself() {
        let [one, other] =
            ["617-999-9999", "617-000-0000"].map(|typed| Contact::Phone(PhoneNumber::parse(typed).unwrap()));
        assert_eq!((hasher(1).hash(&one), hasher(1).hash(&other)), (None, None));
        assert_ne!(hasher(1).bucket(&one), hasher(1).bucket(&other));
        assert!(!hasher(1).bucket(&one).is_empty());
    }

    #[test]
    fn a_placeholder_has_no_hash() {
        assert_eq!(hasher(1).hash_of(ContactKind::Phone, "617-999-9999"), None);
    }
}
