//! The registry of an evaluation: patients from a CSV file, found by contact only, as in the local registry.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use csv::StringRecord;
use shared::contact::Contact;
use shared::demographics::Gender;

use super::columns::Table;
use crate::matching::Candidate;
use crate::matching::normalize::{ContactKind, canonical_contact};
use crate::record::PatientId;
use crate::registry::shared_contacts::MOST_PATIENTS_OF_A_CONTACT;

const COLUMNS: [&str; 9] = [
    "patient_id",
    "first_name",
    "middle_name",
    "last_name",
    "suffix",
    "birth_date",
    "gender",
    "phones",
    "emails",
];

/// The patients of the file, and the lines of each contact.
pub struct RegistryFile {
    people: Vec<Candidate>,
    /// Indexes of `people` by canonical contact. The two kinds never collide, because only e-mail addresses contain an
    /// @.
    by_contact: HashMap<String, Vec<u32>>,
}

impl RegistryFile {
    /// The file has no dates of confirmation, so every contact counts as confirmed `today`.
    pub fn read(path: &Path, today: NaiveDate) -> anyhow::Result<Self> {
        let mut table = Table::open(path, COLUMNS)?;
        let mut record = StringRecord::new();
        let mut registry = Self {
            people: Vec::new(),
            by_contact: HashMap::new(),
        };
        while let Some(line) = table.next(&mut record)? {
            let given = |column| Some(line.text(column).to_owned()).filter(|text| !text.is_empty());
            let person = Candidate {
                patient_id: line.read(0, "a patient's id", |text| {
                    (!text.is_empty()).then(|| PatientId::new(text))
                })?,
                first_name: line.text(1).to_owned(),
                middle_name: given(2),
                last_name: line.text(3).to_owned(),
                suffix: given(4),
                aliases: Vec::new(),
                birth_date: line.read(5, "a date (YYYY-MM-DD)", |text| text.parse().ok())?,
                gender: line.read(6, "a gender (F, M, X, O or U)", gender)?,
                is_multiple_birth: false,
                contact_last_seen_on: today,
            };
            let phones = line.text(7).split(';').map(|phone| (ContactKind::Phone, phone));
            let emails = line.text(8).split(';').map(|email| (ContactKind::Email, email));
            registry.insert(person, phones.chain(emails))?;
        }
        Ok(registry)
    }

    fn insert<'a>(
        &mut self,
        person: Candidate,
        contacts: impl Iterator<Item = (ContactKind, &'a str)>,
    ) -> anyhow::Result<()> {
        let place = u32::try_from(self.people.len())?;
        self.people.push(person);
        for key in contacts.filter_map(|(kind, raw)| canonical_contact(kind, raw)) {
            let places = self.by_contact.entry(key).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
        Ok(())
    }

    /// All patients with the contact; none if too many share it. The file has no senders and counts as one sender's.
    pub fn candidates(&self, contact: &Contact) -> Vec<Candidate> {
        canonical_contact(ContactKind::of(contact), contact.address())
            .and_then(|key| self.by_contact.get(&key))
            .filter(|places| places.len() <= MOST_PATIENTS_OF_A_CONTACT as usize)
            .into_iter()
            .flatten()
            .filter_map(|place| self.people.get(*place as usize))
            .cloned()
            .collect()
    }
}

/// Parses a gender as registries write it, for both tables of an evaluation.
pub fn gender(text: &str) -> Option<Gender> {
    match text {
        "F" => Some(Gender::Female),
        "M" => Some(Gender::Male),
        "X" | "O" => Some(Gender::Other),
        "U" | "" => Some(Gender::Unknown),
        _ => None,
    }
}
