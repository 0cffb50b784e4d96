//! One sender's complete record of a patient, for exports and including withheld people. People see their own record as
//! `ReportedPerson`.

use chrono::{DateTime, NaiveDate, Utc};
use shared::demographics::Gender;

use super::{ContactKind, ContactOwner, DoseOutcome};

/// One patient as one sender reports them.
#[derive(Clone, PartialEq, Eq)]
pub struct SenderRecord {
    pub sender: String,
    /// The sender's own number for the patient; with `sender` it identifies the record.
    pub number: String,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    pub suffix: Option<String>,
    pub aliases: Vec<OtherName>,
    pub birth_date: NaiveDate,
    pub gender: Gender,
    pub is_protected: bool,
    pub is_deceased: bool,
    pub deceased_on: Option<NaiveDate>,
    pub is_multiple_birth: bool,
    /// The time of the latest report.
    pub last_reported_at: DateTime<Utc>,
    /// Sorted by kind and text.
    pub contacts: Vec<RecordedContact>,
    /// Sorted by day, vaccine and the sender's number.
    pub doses: Vec<RecordedDose>,
}

/// Another reported name of the person.
#[derive(Clone, PartialEq, Eq)]
pub struct OtherName {
    pub first_name: String,
    pub last_name: String,
}

#[derive(Clone, PartialEq, Eq)]
pub struct RecordedContact {
    pub kind: ContactKind,
    pub owner: ContactOwner,
    /// As reported.
    pub value: String,
    pub last_reported_at: DateTime<Utc>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct RecordedDose {
    /// The sender's own number of the dose.
    pub order_number: Option<String>,
    /// CVX, as reported.
    pub cvx: String,
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
