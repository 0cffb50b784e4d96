//! Writes people as CSV, one on each line, for `myvax matching evaluate --registry`.

use std::io::{self, Write};

use shared::demographics::Gender;

use super::person::{Contact, Person};
use backend::matching::canonical_contact::ContactKind;

pub fn write_header(out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "patient_id,first_name,middle_name,last_name,suffix,birth_date,gender,phones,emails"
    )
}

/// Names, phone numbers and addresses contain no comma, so that no cell needs quotes.
pub fn write(person: &Person, out: &mut dyn Write) -> io::Result<()> {
    let of_kind = |kind| {
        let contacts = person.contacts().filter(move |contact| contact.kind == kind);
        let mut written: Vec<_> = contacts.map(|contact| spelled(contact, person.number)).collect();
        written.sort_unstable();
        written.dedup();
        written.join(";")
    };
    writeln!(
        out,
        "{},{},{},{},{},{},{},{},{}",
        person.sender_patient_id(),
        person.first_name,
        person.middle_name.as_deref().unwrap_or_default(),
        person.last_name,
        person.suffix.unwrap_or_default(),
        person.birth_date,
        gender_letter(person.gender),
        of_kind(ContactKind::Phone),
        of_kind(ContactKind::Email),
    )
}

/// Writes phone numbers in the spellings of different offices.
fn spelled(contact: &Contact, number: u64) -> String {
    match contact.kind {
        ContactKind::Email => contact.value.clone(),
        ContactKind::Phone => {
            let (area, local) = contact.value.split_at(3);
            let (exchange, line) = local.split_at(3);
            match number % 3 {
                0 => format!("{area}-{exchange}-{line}"),
                1 => format!("({area}) {exchange}-{line}"),
                _ => contact.value.clone(),
            }
        }
    }
}

pub(super) const fn gender_letter(gender: Gender) -> &'static str {
    match gender {
        Gender::Female => "F",
        Gender::Male => "M",
        Gender::Other => "X",
        Gender::Unknown => "U",
    }
}
