//! The record as a person sees it.

use serde::{Deserialize, Serialize};

use crate::demographics::Gender;
use crate::health_card::HealthCard;
use crate::session::SessionTimes;

/// The answer to a right PIN, or during a session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenedRecord {
    pub record: ImmunizationRecord,
    /// Empty if there is nothing to certify.
    pub health_cards: Vec<HealthCard>,
    pub session: SessionTimes,
    pub openings: LinkOpenings,
}

/// How often the link was opened with its PIN, so that a person sees whether somebody else opened it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkOpenings {
    /// This time included.
    pub count: u32,
    /// When it was opened before this time, RFC 3339 in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_at: Option<String>,
}

/// Everything providers reported about one person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImmunizationRecord {
    pub patient: Patient,
    /// Newest first.
    pub immunizations: Vec<Immunization>,
    /// The day of the newest report, `YYYY-MM-DD`.
    pub last_updated_on: String,
    /// The registry's name.
    pub registry: String,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Patient {
    /// The whole name as one text to show.
    pub name: String,
    /// `YYYY-MM-DD`.
    pub birth_date: String,
    pub gender: Gender,
}

/// One dose.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Immunization {
    pub id: String,
    /// CDC's code of the vaccine administered.
    pub cvx: String,
    /// The vaccine's short name in the catalogue, in English; for an unknown code, the reported name and the code.
    pub vaccine: String,
    /// Kebab-case ids such as `covid-19`; the words are in `vaccines.ftl`. A combination vaccine has several.
    pub vaccine_groups: Vec<String>,
    /// `YYYY-MM-DD`.
    pub occurrence_date: String,
    /// The manufacturer's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manufacturer: Option<String>,
    /// The product's trade name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot_number: Option<String>,
    /// The performer, or the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performer: Option<String>,
    /// Who reported this dose: performers, and senders that name no performer. The first one's report is shown.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub sources: Vec<String>,
    /// Reported from memory or paper, not by the performer.
    pub historical: bool,
    pub dose_status: DoseStatus,
    /// The reasons why the reported dose cannot be right.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub flags: Vec<DoseFlag>,
}

/// RXA-20, as far as it is shown. Refused doses and doses that were not given are never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum DoseStatus {
    Completed,
    Partial,
}

/// Why a date cannot be right. The dose is shown nevertheless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DoseFlag {
    BeforeBirth,
    AfterDeath,
    Future,
}

crate::redacted::redacted_debug!(OpenedRecord, ImmunizationRecord, Patient, Immunization);
