//! The Patient resource.

use serde::Serialize;

use super::elements::{CodeableConcept, Coding, ContactPoint, Identifier, Meta, Reference};
use crate::db::DbError;
use crate::db::patients::PatientRow;
use crate::export::Held;
use crate::formats::fhir_terms::{CONFIDENTIALITY, IDENTIFIER_TYPE, ROLE};
use crate::registry::contact_hash::{GUARDIAN, OWN};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Patient {
    resource_type: &'static str,
    id: String,
    meta: Meta,
    identifier: Vec<Identifier>,
    name: Vec<HumanName>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    telecom: Vec<ContactPoint>,
    gender: String,
    birth_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    deceased_boolean: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deceased_date_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multiple_birth_boolean: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contact: Vec<Guardian>,
    managing_organization: Reference,
}

#[derive(Serialize)]
struct HumanName {
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    used: Option<&'static str>,
    family: String,
    given: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suffix: Vec<String>,
}

#[derive(Serialize)]
struct Guardian {
    relationship: [CodeableConcept; 1],
    telecom: Vec<ContactPoint>,
}

impl Patient {
    pub fn new(held: &Held, id: String) -> Result<Self, DbError> {
        let row = &held.patient;
        let mut meta = Meta::told(row.last_reported_at);
        if row.is_protected {
            meta.security.push(Coding::new(CONFIDENTIALITY, "R"));
        }
        let guardians = telecom(held, GUARDIAN);
        let relationship = || [CodeableConcept::of(Coding::new(ROLE, "GUARD"))];
        let has_day = row.is_deceased && row.deceased_on.is_some();
        Ok(Self {
            resource_type: "Patient",
            id,
            meta,
            identifier: vec![Identifier {
                kind: Some(CodeableConcept::of(Coding::new(IDENTIFIER_TYPE, "MR"))),
                ..Identifier::of(&row.sender_patient_id)
            }],
            name: names(row)?,
            telecom: telecom(held, OWN),
            gender: row.gender.clone(),
            birth_date: row.birth_date.to_string(),
            deceased_boolean: (row.is_deceased && !has_day).then_some(true),
            deceased_date_time: row.deceased_on.filter(|_| has_day).map(|day| day.to_string()),
            multiple_birth_boolean: row.is_multiple_birth.then_some(true),
            contact: if guardians.is_empty() {
                Vec::new()
            } else {
                vec![Guardian {
                    relationship: relationship(),
                    telecom: guardians,
                }]
            },
            managing_organization: Reference::display(&row.sender),
        })
    }
}

/// The name the sender uses, and the other ones; what kind these are was not told.
fn names(row: &PatientRow) -> Result<Vec<HumanName>, DbError> {
    let given = [Some(&row.first_name), row.middle_name.as_ref()];
    let legal = HumanName {
        used: Some("official"),
        family: row.last_name.clone(),
        given: given.into_iter().flatten().cloned().collect(),
        suffix: row.suffix.iter().cloned().collect(),
    };
    let aliases = row.aliases()?.into_iter().map(|alias| HumanName {
        used: None,
        family: alias.last_name,
        given: vec![alias.first_name],
        suffix: Vec::new(),
    });
    Ok([legal].into_iter().chain(aliases).collect())
}

fn telecom(held: &Held, owner: &str) -> Vec<ContactPoint> {
    held.contacts
        .iter()
        .filter(|contact| contact.owner == owner)
        .map(|contact| ContactPoint {
            system: contact.kind.clone(),
            value: contact.value.clone(),
        })
        .collect()
}
