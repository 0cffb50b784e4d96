//! Phone numbers and e-mail addresses: the spellings of one contact, and placeholders.

use shared::access_request::AccessRequestForm;

use crate::matching::normalize::{ContactKind, canonical_contact};

/// The name of the case, the typed contact, the registry's contact, and whether the typed one finds it.
pub type Case = (&'static str, &'static str, &'static str, bool);

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("a phone in digits", "6175550142", "(617) 555-0142", true),
    ("a phone with dots", "617.555.0142", "617-555-0142", true),
    ("a phone with a country code", "+1 617 555 0142", "6175550142", true),
    ("a phone with 1 before it", "1-617-555-0142", "617 555 0142", true),
    ("a phone with 001 before it", "001 617 555 0142", "6175550142", true),
    ("a phone with 011 and 1 before it", "011 1 617 555 0142", "6175550142", true),
    ("a phone with long dashes", "617–555–0142", "617-555-0142", true),
    ("a phone in Arabic digits", "٦١٧٥٥٥٠١٤٢", "6175550142", true),
    ("a phone with marks of direction", "\u{202A}617 555 0142\u{202C}", "6175550142", true),
    ("a phone with an extension in the registry", "6175550142", "617-555-0142 x12", true),
    ("a phone with a word before it in the registry", "6175550142", "cell: 617 555 0142", true),
    ("a phone with an extension spelled out in the registry", "6175550142", "617-555-0142 ext. 3", true),
    ("a phone with another last digit", "6175550142", "6175550143", false),
    ("a phone with another area code", "6175550142", "7815550142", false),
    ("a phone without an area code in the registry", "6175550142", "555-0142", false),
    ("a phone in full-width digits", "６１７５５５０１４２", "6175550142", true),
    ("a French phone", "+33 6 39 98 01 23", "0033639980123", true),
    ("a French phone by 011", "011 33 6 39 98 01 23", "+33639980123", true),
    ("a French phone without its plus", "33639980123", "+33 6 39 98 01 23", true),
    ("a Haitian phone", "+509 34 55 0123", "0050934550123", true),
    ("a Cape Verdean phone", "+238 991 55 01", "00238 9915501", true),
    ("a Vietnamese phone", "+84 90 555 01 23", "0084905550123", true),
    ("a Brazilian phone", "+55 11 95555 0123", "005511955550123", true),
    ("a Mexican phone is not an American one", "+52 617 555 0142", "6175550142", false),
    ("a plus makes ten digits another country's", "+6175550142", "6175550142", false),
    ("the placeholder of nines", "6179999999", "6179999999", false),
    ("the placeholder of zeros", "6170000000", "6170000000", false),
    ("the placeholder of a run", "6171234567", "6171234567", false),
    ("ten times one digit", "5555555555", "5555555555", false),
    ("an address in capitals", "ZOE@EXAMPLE.ORG", "zoe@example.org", true),
    ("an address with spaces around it", "  zoe@example.org ", "zoe@example.org", true),
    ("an address with an invisible mark", "zoe@example.org\u{200B}", "zoe@example.org", true),
    ("a tag at Gmail", "zoe+vax@gmail.com", "zoe@gmail.com", true),
    ("dots at Gmail", "z.o.e@gmail.com", "zoe@gmail.com", true),
    ("dots and a tag in the registry at Gmail", "zoe@gmail.com", "Z.O.E+clinic@Gmail.com", true),
    ("Googlemail is Gmail", "zoe@googlemail.com", "zoe@gmail.com", true),
    ("a tag at Outlook", "zoe+vax@outlook.com", "zoe@outlook.com", true),
    ("a tag at Hotmail", "zoe+vax@hotmail.com", "zoe@hotmail.com", true),
    ("a tag at iCloud", "zoe+vax@icloud.com", "zoe@icloud.com", true),
    ("dots at Outlook make another address", "z.oe@outlook.com", "zoe@outlook.com", false),
    ("dots elsewhere make another address", "z.oe@example.org", "zoe@example.org", false),
    ("a tag elsewhere makes another address", "zoe+vax@example.org", "zoe@example.org", false),
    ("another provider", "zoe@outlook.com", "zoe@hotmail.com", false),
    ("an address for none", "none@example.org", "none@example.org", false),
    ("an address that was declined", "declined@example.org", "declined@example.org", false),
    ("nothing in the registry", "zoe@example.org", "", false),
];

#[test]
fn every_contact_finds_its_spellings_and_no_other() {
    for (name, typed, registered, is_found) in CASES {
        let kind = if typed.contains('@') {
            ContactKind::Email
        } else {
            ContactKind::Phone
        };
        let contact = Some((*typed).to_owned());
        let form = AccessRequestForm {
            email: contact.clone().filter(|_| kind == ContactKind::Email),
            phone: contact.filter(|_| kind == ContactKind::Phone),
            ..super::form("Ana; Lima; 1990-05-04; F")
        };
        let request = form.parse(super::today()).unwrap();
        let typed_key = canonical_contact(kind, request.contact.address());
        let found = typed_key.is_some() && typed_key == canonical_contact(kind, registered);
        assert_eq!(found, *is_found, "{name}");
    }
}
