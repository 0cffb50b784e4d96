//! What one message reports, whatever its format: the types between the readers and the tables.
//!
//! Reports are kept as JSON, and their digests are made of it. So each new field needs `default`, that old reports are
//! read, and `skip_serializing_if`, that reports which do not tell it keep their digests; a field that is renamed keeps
//! its old name in the JSON. Otherwise every report that is sent again would be another one.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use shared::demographics::Gender;

use super::rejection::Fault;
use crate::db::patients::AliasRow;
use crate::matching::normalize::ContactKind;
use crate::record::DoseOutcome;

/// A message about one patient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(Debug))]
pub struct Report {
    /// The organisation that reports; its numbers for patients and doses are its own.
    pub sender: String,
    /// When the sender said it, in UTC: what was said later wins.
    pub told_at: NaiveDateTime,
    pub patient: PatientReport,
    pub doses: Vec<DoseReport>,
    /// Elements that were left out because they could not be read and are not worth a refusal, and notes.
    #[serde(skip)]
    pub warnings: Vec<Fault>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(Debug))]
pub struct PatientReport {
    pub sender_patient_id: String,
    pub first_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    pub last_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<AliasRow>,
    pub birth_date: NaiveDate,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub gender: Told<Gender>,
    // A flag that is set is `Value(true)`; one that is taken back is `Deleted`.
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub is_protected: Told<bool>,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub is_deceased: Told<bool>,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub deceased_on: Told<NaiveDate>,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub is_multiple_birth: Told<bool>,
    /// All contacts of the patient; a later list replaces an earlier one.
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub own_contacts: Told<Vec<ReportedContact>>,
    /// All contacts of parents and guardians.
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub guardian_contacts: Told<Vec<ReportedContact>>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(Debug))]
pub struct ReportedContact {
    /// `phone` or `email`.
    pub kind: String,
    /// As reported.
    pub value: String,
}

impl ReportedContact {
    pub fn new(kind: ContactKind, value: String) -> Self {
        Self {
            kind: kind.name().to_owned(),
            value,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    AddOrUpdate,
    Delete,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(Debug))]
pub struct DoseReport {
    pub action: Action,
    /// The sender's own number of the dose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_number: Option<String>,
    /// As the CDC writes it: at least two digits.
    pub cvx: String,
    pub occurrence_date: NaiveDate,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub vaccine_text: Told<String>,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub mvx: Told<String>,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub product: Told<String>,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub lot_number: Told<String>,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub performer: Told<String>,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub is_historical: Told<bool>,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub outcome: Told<DoseOutcome>,
}

/// What a message says about a field. In JSON: absent, `null`, or the value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told<T> {
    /// The field is empty: what is known stays.
    #[default]
    Nothing,
    /// HL7's `""`: there is no such value, or no longer.
    Deleted,
    Value(T),
}

impl<T> Told<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Told<U> {
        match self {
            Self::Nothing => Told::Nothing,
            Self::Deleted => Told::Deleted,
            Self::Value(value) => Told::Value(change(value)),
        }
    }

    pub const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    pub const fn is_told(&self) -> bool {
        !self.is_nothing()
    }
}

/// `null` is `Deleted`; a field that is not there is `Nothing` and is skipped by its owner.
impl<T: Serialize> Serialize for Told<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => serializer.serialize_some(value),
            Self::Nothing | Self::Deleted => serializer.serialize_none(),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Told<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Deleted, Self::Value))
    }
}
