//! Data types of FHIR R4, with the elements that the export writes.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::formats::fhir_terms::{DATA_ABSENT, value_and_system};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Meta {
    /// The time of the report.
    pub last_updated: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security: Vec<Coding>,
}

impl Meta {
    pub fn last_updated(at: DateTime<Utc>) -> Self {
        Self {
            last_updated: at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            security: Vec::new(),
        }
    }
}

#[derive(Serialize)]
pub struct Coding {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

impl Coding {
    pub fn new(system: &'static str, code: &str) -> Self {
        Self {
            system: Some(system),
            code: Some(code.to_owned()),
            display: None,
        }
    }
}

#[derive(Serialize)]
pub struct CodeableConcept {
    pub coding: Vec<Coding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl CodeableConcept {
    pub fn of(coding: Coding) -> Self {
        Self {
            coding: vec![coding],
            text: None,
        }
    }
}

#[derive(Serialize)]
pub struct Identifier {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<CodeableConcept>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// US Core requires a system; if the sender named none, this extension says so.
    #[serde(rename = "_system", skip_serializing_if = "Option::is_none")]
    pub no_system: Option<Absent>,
    pub value: String,
}

impl Identifier {
    pub fn of(number: &str) -> Self {
        let (value, system) = value_and_system(number);
        Self {
            kind: None,
            no_system: system.is_none().then(Absent::default),
            system,
            value: value.to_owned(),
        }
    }
}

#[derive(Serialize)]
pub struct Absent {
    extension: [AbsentReason; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AbsentReason {
    url: &'static str,
    value_code: &'static str,
}

impl Default for Absent {
    fn default() -> Self {
        Self {
            extension: [AbsentReason {
                url: DATA_ABSENT,
                value_code: "unknown",
            }],
        }
    }
}

#[derive(Serialize)]
pub struct ContactPoint {
    pub system: &'static str,
    pub value: String,
}

#[derive(Serialize)]
pub struct Reference {
    #[serde(rename = "reference", skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The resource type of a reference that has only a display.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

impl Reference {
    pub fn display(name: &str) -> Self {
        Self {
            address: None,
            kind: None,
            identifier: None,
            display: Some(name.to_owned()),
        }
    }
}
