//! What the registry holds of one sender's patient, withheld people included: the form in which a record leaves the
//! registry whole. People read their own record as `ReportedPerson`.

use chrono::{DateTime, NaiveDate, Utc};
use shared::demographics::Gender;

use super::{ContactKind, ContactOwner, DoseOutcome};

/// One patient as one sender knows them.
#[derive(Clone, PartialEq, Eq)]
pub struct SenderRecord {
    pub sender: String,
    /// The sender's own number of the patient; with `sender` it names the record.
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
    /// By kind and text.
    pub contacts: Vec<RecordedContact>,
    /// By day, vaccine and the sender's number.
    pub doses: Vec<RecordedDose>,
}

/// Another name the person was reported under.
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
