//! Phones and e-mail addresses as typed and as reported: a canonical contact is its own canonical form.

#![no_main]

use backend::matching::normalize::{ContactKind, canonical_contact};
use libfuzzer_sys::fuzz_target;
use shared::contact::{EmailAddress, PhoneNumber};

fuzz_target!(|text: &str| {
    for kind in [ContactKind::Phone, ContactKind::Email] {
        if let Some(canonical) = canonical_contact(kind, text) {
            assert_eq!(
                canonical_contact(kind, &canonical),
                Some(canonical.clone()),
                "a canonical contact stays the same"
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
