//! What one message reports, whatever its format: the types between the readers and the tables.

use chrono::{NaiveDate, NaiveDateTime};
use shared::demographics::Gender;

use super::merge::Told;
use crate::db::patients::AliasRow;
use crate::matching::normalize::ContactKind;
use crate::record::DoseOutcome;

/// A message about one patient.
pub struct Report {
    /// The organisation that reports; its numbers for patients and doses are its own.
    pub sender: String,
    /// When the sender said it, in UTC: what was said later wins.
    pub told_at: NaiveDateTime,
    pub patient: PatientReport,
    pub doses: Vec<DoseReport>,
    /// Elements that were left out because they could not be read and are not worth a refusal.
    pub warnings: u64,
}

pub struct PatientReport {
    pub sender_patient_id: String,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    pub suffix: Option<String>,
    pub aliases: Vec<AliasRow>,
    pub birth_date: NaiveDate,
    pub gender: Told<Gender>,
    pub is_protected: Told<()>,
    pub is_deceased: Told<()>,
    pub is_multiple_birth: Told<()>,
    /// All contacts of the patient; a later list replaces an earlier one.
    pub own_contacts: Told<Vec<ReportedContact>>,
    /// All contacts of parents and guardians.
    pub guardian_contacts: Told<Vec<ReportedContact>>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportedContact {
    /// `phone` or `email`.
    pub kind: String,
    /// As reported.
    pub value: String,
}

impl ReportedContact {
    pub fn new(kind: ContactKind, value: String) -> Self {
        Self {
            kind: crate::registry::contact_key::kind_text(kind).to_owned(),
            value,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    AddOrUpdate,
    Delete,
}

pub struct DoseReport {
    pub action: Action,
    /// The sender's own number of the dose.
    pub order_number: Option<String>,
    /// As the CDC writes it: at least two digits.
    pub cvx: String,
    pub occurrence_date: NaiveDate,
    pub vaccine_text: Told<String>,
    pub mvx: Told<String>,
    pub product: Told<String>,
    pub lot_number: Told<String>,
    pub performer: Told<String>,
    pub is_historical: Told<()>,
    pub outcome: Told<DoseOutcome>,
    /// Which dose of the message this is, from 1: tells where a refusal points to.
    pub index: usize,
}
