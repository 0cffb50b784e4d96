//! The Patient resource.

use serde::Serialize;

use super::elements::{CodeableConcept, Coding, ContactPoint, Identifier, Meta, Reference};
use crate::formats::fhir_terms::{CONFIDENTIALITY, IDENTIFIER_TYPE, ROLE};
use crate::record::ContactOwner;
use crate::record::sender_record::SenderRecord;

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
    gender: &'static str,
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
    pub fn new(record: &SenderRecord, id: String) -> Self {
        let mut meta = Meta::last_updated(record.last_reported_at);
        if record.is_protected {
            meta.security.push(Coding::new(CONFIDENTIALITY, "R"));
        }
        let guardians = telecom(record, ContactOwner::Guardian);
        let relationship = || [CodeableConcept::of(Coding::new(ROLE, "GUARD"))];
        let has_day = record.is_deceased && record.deceased_on.is_some();
        Self {
            resource_type: "Patient",
            id,
            meta,
            identifier: vec![Identifier {
                kind: Some(CodeableConcept::of(Coding::new(IDENTIFIER_TYPE, "MR"))),
                ..Identifier::of(&record.number)
            }],
            name: names(record),
            telecom: telecom(record, ContactOwner::Patient),
            gender: record.gender.name(),
            birth_date: record.birth_date.to_string(),
            deceased_boolean: (record.is_deceased && !has_day).then_some(true),
            deceased_date_time: record.deceased_on.filter(|_| has_day).map(|day| day.to_string()),
            multiple_birth_boolean: record.is_multiple_birth.then_some(true),
            contact: if guardians.is_empty() {
                Vec::new()
            } else {
                vec![Guardian {
                    relationship: relationship(),
                    telecom: guardians,
                }]
            },
            managing_organization: Reference::display(&record.sender),
        }
    }
}

/// The sender's main name, and the aliases, whose use was not reported.
fn names(record: &SenderRecord) -> Vec<HumanName> {
    let given = [Some(&record.first_name), record.middle_name.as_ref()];
    let legal = HumanName {
        used: Some("official"),
        family: record.last_name.clone(),
        given: given.into_iter().flatten().cloned().collect(),
        suffix: record.suffix.iter().cloned().collect(),
    };
    let aliases = record.aliases.iter().map(|alias| HumanName {
        used: None,
        family: alias.last_name.clone(),
        given: vec![alias.first_name.clone()],
        suffix: Vec::new(),
    });
    [legal].into_iter().chain(aliases).collect()
}

fn telecom(record: &SenderRecord, owner: ContactOwner) -> Vec<ContactPoint> {
    record
        .contacts
        .iter()
        .filter(|contact| contact.owner == owner)
        .map(|contact| ContactPoint {
            system: contact.kind.name(),
            value: contact.value.clone(),
        })
        .collect()
}
