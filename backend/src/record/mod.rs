//! Builds the record to show from the registry's data. Pure: it only computes values.

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

/// All data of the registry about one person.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportedPerson {
    /// The data of the first record.
    pub patient: ReportedPatient,
    /// All doses, including refused and not-given ones, oldest first.
    pub immunizations: Vec<ReportedImmunization>,
    /// The records that were read; the ones that matching found come first.
    pub records: Vec<PatientId>,
}

/// A person's data in the registry.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportedPatient {
    pub id: PatientId,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    pub suffix: Option<String>,
    pub birth_date: NaiveDate,
    pub gender: Gender,
    /// The date of death, if reported.
    pub deceased_on: Option<NaiveDate>,
}

/// A dose in the registry.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportedImmunization {
    /// Stays the same for one dose, whatever is reported later; opaque text.
    pub id: String,
    /// The sender's name in its messages.
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
    /// The whole name as one text, in the order used in the United States.
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
