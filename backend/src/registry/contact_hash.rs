//! What a contact is found by: a keyed hash, so that the index tells nobody whose contacts it holds.

use std::collections::BTreeMap;
use std::fmt;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use shared::contact::Contact;

use crate::db::DbError;
use crate::db::contacts::{ContactRow, KeyRow};
use crate::matching::normalize::contact_key_text;
use crate::record::{ContactKind, ContactOwner};
use crate::secrets::seal::SecretKey;

/// The value `self` of the columns `owner`.
pub const OWN: &str = ContactOwner::Patient.name();
/// The value of the columns `owner` for a parent's or guardian's contact.
pub const GUARDIAN: &str = ContactOwner::Guardian.name();

const HASH_BYTES: usize = 16;

/// The key all contacts are hashed under. It never is in the database.
#[derive(Clone)]
pub struct ContactKey(hmac::Key);

impl ContactKey {
    pub fn new(secret: &SecretKey) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret.as_slice()))
    }

    /// The hash of a contact as typed.
    pub fn hash(&self, contact: &Contact) -> Option<Vec<u8>> {
        match contact {
            Contact::Phone(phone) => self.hash_of(ContactKind::Phone, phone.e164()),
            Contact::Email(email) => self.hash_of(ContactKind::Email, email.as_str()),
        }
    }

    /// What requests with this contact are counted under. A placeholder has no hash to be found by, and still is not
    /// everybody else's placeholder.
    pub fn bucket(&self, contact: &Contact) -> Vec<u8> {
        self.hash(contact).unwrap_or_else(|| {
            let tag = hmac::sign(&self.0, format!("no key:{}", contact.address()).as_bytes());
            tag.as_ref()[..HASH_BYTES].to_vec()
        })
    }

    /// Tells one key from another without telling the key.
    pub fn fingerprint(&self) -> String {
        let tag = hmac::sign(&self.0, b"fingerprint");
        URL_SAFE_NO_PAD.encode(&tag.as_ref()[..HASH_BYTES])
    }

    /// The hash of a contact as reported; none where it is a placeholder, which would join strangers.
    pub fn hash_of(&self, kind: ContactKind, raw: &str) -> Option<Vec<u8>> {
        let text = contact_key_text(kind, raw)?;
        let tag = hmac::sign(&self.0, format!("{}:{text}", kind.name()).as_bytes());
        Some(tag.as_ref()[..HASH_BYTES].to_vec())
    }
}

/// What the contacts are found by, sorted; two spellings of one contact are one key.
pub fn keys(contacts: &[ContactRow], contact_key: &ContactKey) -> Result<Vec<KeyRow>, DbError> {
    let mut last_seen: BTreeMap<(Vec<u8>, i64, &str), NaiveDate> = BTreeMap::new();
    for contact in contacts {
        if let Some(hash) = contact_key.hash_of(contact.kind()?, &contact.value) {
            let seen_on = contact.last_reported_at.date();
            last_seen
                .entry((hash, contact.patient_id, &contact.owner))
                .and_modify(|date| *date = seen_on.max(*date))
                .or_insert(seen_on);
        }
    }
    let row = |((contact_hash, patient_id, owner), last_seen_on): (_, _)| -> KeyRow {
        let owner: &str = owner;
        KeyRow {
            contact_hash,
            patient_id,
            owner: owner.to_owned(),
            last_seen_on,
        }
    };
    Ok(last_seen.into_iter().map(row).collect())
}

impl fmt::Debug for ContactKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ContactKey(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use shared::contact::{EmailAddress, PhoneNumber};
    use zeroize::Zeroizing;

    use super::*;

    fn key(byte: u8) -> ContactKey {
        ContactKey::new(&Zeroizing::new([byte; 32]))
    }

    #[test]
    fn a_contact_has_one_hash_however_it_is_written() {
        let typed = Contact::Phone(PhoneNumber::parse("(617) 555-0142").unwrap());
        assert_eq!(
            key(1).hash(&typed),
            key(1).hash_of(ContactKind::Phone, "6175550142")
        );
        let typed = Contact::Email(EmailAddress::parse("Zoe@Example.org").unwrap());
        assert_eq!(
            key(1).hash(&typed),
            key(1).hash_of(ContactKind::Email, "zoe@example.org")
        );
    }

    #[test]
    fn another_key_or_contact_has_another_hash() {
        let hash = key(1).hash_of(ContactKind::Phone, "6175550142");
        assert!(hash.is_some());
        assert_ne!(hash, key(2).hash_of(ContactKind::Phone, "6175550142"));
        assert_ne!(hash, key(1).hash_of(ContactKind::Phone, "6175550143"));
    }

    #[test]
    fn a_contact_without_a_hash_is_counted_by_itself() {
        let [one, other] =
            ["617-999-9999", "617-000-0000"].map(|typed| Contact::Phone(PhoneNumber::parse(typed).unwrap()));
        assert_eq!((key(1).hash(&one), key(1).hash(&other)), (None, None));
        assert_ne!(key(1).bucket(&one), key(1).bucket(&other));
        assert!(!key(1).bucket(&one).is_empty());
    }

    #[test]
    fn a_placeholder_has_no_hash() {
        assert_eq!(key(1).hash_of(ContactKind::Phone, "617-999-9999"), None);
    }
}
