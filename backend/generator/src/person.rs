//! An invented person as one provider knows them.

use chrono::{Days, NaiveDate};
use shared::demographics::Gender;

use super::history::{self, Dose};
use super::senders::Sender;
use backend::matching::canonical_contact::ContactKind;

/// The day that is today for all of them.
pub const AS_OF: NaiveDate = day(2026, 11, 1);

/// One patient of one provider. Names are written as that provider writes them.
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
    /// The place among the children of one birth, where there was more than one.
    pub birth_order: Option<u8>,
    pub is_protected: bool,
    pub deceased_on: Option<NaiveDate>,
    pub own_contacts: Vec<Contact>,
    pub guardians: Vec<Guardian>,
    /// The last day the provider heard of them: contacts are as old as this.
    pub last_seen_on: NaiveDate,
    /// The same human being under an earlier number, known to another provider.
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

/// A parent as told with a child.
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

/// What a history is made of, so that it need not be made for those who ask for people only.
#[derive(Clone, Copy)]
pub(super) struct HistorySeed {
    pub seed: u64,
    pub part: KnownDoses,
}

/// Which doses this provider knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KnownDoses {
    All,
    /// What a clinic gives, the rest being known elsewhere.
    Clinic,
    /// What a pharmacy gives: influenza, COVID-19, zoster.
    Pharmacy,
}

impl Person {
    /// The sender's own number for the patient.
    pub fn sender_patient_id(&self) -> String {
        patient_id(self.number)
    }

    /// The doses as they stand once every message is in, by date.
    pub fn doses(&self) -> Vec<Dose> {
        history::doses(self)
    }

    /// True while a guardian's contact leads to the person.
    pub fn is_minor(&self) -> bool {
        age_on(self.birth_date, AS_OF) < 18
    }

    /// Everything that leads to this person: what is their own, and for a child what is a guardian's.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        let guardians = self.guardians.iter().filter(|_| self.is_minor());
        self.own_contacts
            .iter()
            .chain(guardians.flat_map(|guardian| &guardian.contacts))
    }
}

/// The number as offices write it.
pub fn patient_id(number: u64) -> String {
    format!("P{number:07}")
}

/// A day written into the code.
pub(super) const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

/// Whole years.
pub fn age_on(birth_date: NaiveDate, day: NaiveDate) -> u32 {
    day.years_since(birth_date).unwrap_or(0)
}

/// So many days later.
pub fn after(day: NaiveDate, days: i64) -> NaiveDate {
    match u64::try_from(days) {
        Ok(days) => day + Days::new(days),
        Err(_) => day - Days::new(days.unsigned_abs()),
    }
}
