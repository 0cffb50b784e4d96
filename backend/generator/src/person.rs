//! An invented person as one provider reports them.

use chrono::{Days, NaiveDate};
use shared::demographics::Gender;

use super::history::{self, Dose};
use super::senders::Sender;
use backend::matching::canonical_contact::ContactKind;

/// The current day for all of them.
pub const AS_OF: NaiveDate = day(2026, 11, 1);

/// One patient of one provider, with names in that provider's spelling.
#[derive(Clone)]
pub struct Person {
    /// From 1, in the order of the registry.
    pub number: u64,
    pub sender: &'static Sender,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    pub suffix: Option<&'static str>,
    /// The surname before marriage.
    pub maiden_name: Option<String>,
    pub birth_date: NaiveDate,
    pub gender: Gender,
    /// The birth order of a twin.
    pub birth_order: Option<u8>,
    pub is_protected: bool,
    pub deceased_on: Option<NaiveDate>,
    pub own_contacts: Vec<Contact>,
    pub guardians: Vec<Guardian>,
    /// The last day on which the provider reported the person: contacts were confirmed then.
    pub last_seen_on: NaiveDate,
    /// The number of the same person's earlier record from another provider.
    pub same_as: Option<u64>,
    pub(super) history: HistorySeed,
}

/// A phone or an e-mail address.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    pub kind: ContactKind,
    /// Ten digits, or the address.
    pub value: String,
}

/// A parent as reported with a child.
#[derive(Clone)]
pub struct Guardian {
    pub first_name: String,
    pub last_name: String,
    pub relation: Relation,
    pub contacts: Vec<Contact>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Mother,
    Father,
}

/// The input of a person's history, which is only generated when needed.
#[derive(Clone, Copy)]
pub(super) struct HistorySeed {
    pub seed: u64,
    pub part: KnownDoses,
}

/// Which doses this provider reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KnownDoses {
    All,
    /// The doses that a clinic gives; another provider reports the others.
    Clinic,
    /// The doses that a pharmacy gives: influenza, COVID-19, zoster.
    Pharmacy,
}

impl Person {
    /// The sender's own number for the patient.
    pub fn sender_patient_id(&self) -> String {
        patient_id(self.number)
    }

    /// The doses after all messages, by date.
    pub fn doses(&self) -> Vec<Dose> {
        history::doses(self)
    }

    /// True while a guardian's contact finds the person.
    pub fn is_minor(&self) -> bool {
        age_on(self.birth_date, AS_OF) < 18
    }

    /// All contacts that find this person: the person's own, and for a child also a guardian's.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        let guardians = self.guardians.iter().filter(|_| self.is_minor());
        self.own_contacts
            .iter()
            .chain(guardians.flat_map(|guardian| &guardian.contacts))
    }
}

/// The patient's id as offices write it.
pub fn patient_id(number: u64) -> String {
    format!("P{number:07}")
}

/// A date constant.
pub(super) const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

/// The age in whole years.
pub fn age_on(birth_date: NaiveDate, day: NaiveDate) -> u32 {
    day.years_since(birth_date).unwrap_or(0)
}

/// The day this many days later.
pub fn after(day: NaiveDate, days: i64) -> NaiveDate {
    match u64::try_from(days) {
        Ok(days) => day + Days::new(days),
        Err(_) => day - Days::new(days.unsigned_abs()),
    }
}
