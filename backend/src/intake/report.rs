//! The report of one message in any format: the types between the readers and the tables.
//!
//! Reports are stored as JSON, and their digests are computed from it. A new field therefore needs `default`, so that
//! stored reports can be read, and `skip_serializing_if`, so that reports without the field keep their digests. A renamed
//! field keeps its old name in the JSON. Otherwise a repeated report would have another digest and be stored again.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use shared::demographics::Gender;

use super::rejection::ReportError;
use crate::db::patients::AliasRow;
use crate::matching::normalize::ContactKind;
use crate::record::DoseOutcome;

/// A message about one patient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(Debug))]
pub struct Report {
    /// The organization that reports; its numbers for patients and doses are its own.
    pub sender: String,
    /// The message time in UTC: a later report overrides an earlier one.
    #[serde(rename = "told_at")]
    pub reported_at: NaiveDateTime,
    pub patient: PatientReport,
    pub doses: Vec<DoseReport>,
    /// Notes, and unreadable elements that were omitted because they do not justify a rejection.
    #[serde(skip)]
    pub warnings: Vec<ReportError>,
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
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub gender: Patch<Gender>,
    // A flag that is set is `Set(true)`; one that is cleared is `Clear`.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub is_protected: Patch<bool>,
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub is_deceased: Patch<bool>,
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub deceased_on: Patch<NaiveDate>,
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub is_multiple_birth: Patch<bool>,
    /// All contacts of the patient; a later list replaces an earlier one.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub own_contacts: Patch<Vec<ReportedContact>>,
    /// All contacts of parents and guardians.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub guardian_contacts: Patch<Vec<ReportedContact>>,
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
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub vaccine_text: Patch<String>,
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub mvx: Patch<String>,
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub product: Patch<String>,
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub lot_number: Patch<String>,
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub performer: Patch<String>,
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub is_historical: Patch<bool>,
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub outcome: Patch<DoseOutcome>,
}

/// What a report does to a field of the stored patient. In JSON: absent, `null`, or the value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The field of the message is empty: the stored value stays.
    #[default]
    Keep,
    /// HL7's `""`: the stored value is removed.
    Clear,
    Set(T),
}

impl<T> Patch<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(change(value)),
        }
    }

    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// Whether this patch overwrites every value of the older one.
    pub const fn overwrites(&self, older: &Self) -> bool {
        !self.is_keep() || older.is_keep()
    }
}

/// `null` is `Clear`; a field that is absent is `Keep`, which the struct around it skips.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Set(value) => serializer.serialize_some(value),
            Self::Keep | Self::Clear => serializer.serialize_none(),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}
