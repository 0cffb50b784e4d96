//! The record as shown, made from what the registry holds. Pure: values in, values out.

pub mod assemble;
pub mod catalogue;
pub mod code_map;
mod contact;
pub mod doses;
pub mod fact_file;
mod patient_id;
#[cfg(test)]
mod rules;
pub mod sender_record;
pub mod unspecified;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use shared::demographics::Gender;

pub use contact::{ContactKind, ContactOwner};
pub use patient_id::PatientId;

/// Everything the registry holds about one person.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportedPerson {
    /// As the first record has them.
    pub patient: ReportedPatient,
    /// All doses, refused and not-given ones too, oldest first.
    pub immunizations: Vec<ReportedImmunization>,
    /// The records that were read, those that were asked for first.
    pub records: Vec<PatientId>,
}

/// A person as the registry holds them.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportedPatient {
    pub id: PatientId,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    pub suffix: Option<String>,
    pub birth_date: NaiveDate,
    pub gender: Gender,
    /// The day of death, where it was reported.
    pub deceased_on: Option<NaiveDate>,
}

/// A dose as the registry holds it.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportedImmunization {
    /// Stays the same for one dose, whatever else is reported; opaque text.
    pub id: String,
    /// Who reported it, by the name in its messages.
    pub sender: String,
    /// CVX, as reported.
    pub cvx: String,
    /// The vaccine's name in the report, for codes the catalogue does not know.
    pub vaccine_text: Option<String>,
    pub occurrence_date: NaiveDate,
    /// MVX.
    pub mvx: Option<String>,
    /// Trade name in the report.
    pub product: Option<String>,
    pub lot_number: Option<String>,
    pub performer: Option<String>,
    pub is_historical: bool,
    pub outcome: DoseOutcome,
    pub last_reported_at: DateTime<Utc>,
}

shared::named! {
    /// HL7 table 0322 (RXA-20).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum DoseOutcome {
        Completed = "completed",
        Partial = "partial",
        Refused = "refused",
        NotAdministered = "not-administered",
    }
}

impl ReportedPatient {
    /// The whole name as one text to show, in the order people here write it.
    pub fn full_name(&self) -> String {
        [
            Some(self.first_name.as_str()),
            self.middle_name.as_deref(),
            Some(self.last_name.as_str()),
            self.suffix.as_deref(),
        ]
        .into_iter()
        .flatten()
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
    }
}
