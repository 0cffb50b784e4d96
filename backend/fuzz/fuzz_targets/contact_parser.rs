//! Phones and e-mail addresses as typed and as reported: the key of a contact is its own key.

#![no_main]

use backend::matching::normalize::{ContactKind, contact_key_text};
use libfuzzer_sys::fuzz_target;
use shared::contact::{EmailAddress, PhoneNumber};

fuzz_target!(|text: &str| {
    for kind in [ContactKind::Phone, ContactKind::Email] {
        if let Some(key) = contact_key_text(kind, text) {
            assert_eq!(
                contact_key_text(kind, &key),
                Some(key.clone()),
                "a key is its own key"
            );
        }
    }
    if let Ok(phone) = PhoneNumber::parse(text) {
        assert!(phone.e164().starts_with('+'));
        assert!(PhoneNumber::parse(phone.e164()).is_ok(), "a number reads back");
    }
    if let Ok(email) = EmailAddress::parse(text) {
        assert!(
            EmailAddress::parse(email.as_str()).is_ok(),
            "an address reads back"
        );
    }
});
