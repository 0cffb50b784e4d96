//! The FHIR bundle of a card, with the least data that proves a vaccination: profile "data minimization", US pair
//! (`shc-patient-us-dm`, `shc-vaccination-dm`). Pure. A value without a field here cannot get onto a card.

use serde::Serialize;

use super::dose::CardDose;
use crate::record::ReportedPatient;

const CVX_SYSTEM: &str = "http://hl7.org/fhir/sid/cvx";
/// The short reference that the specification requires; the patient is the first entry.
const PATIENT_REFERENCE: &str = "resource:0";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bundle<'a> {
    resource_type: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    entry: Vec<Entry<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    full_url: String,
    resource: Resource<'a>,
}

#[derive(Serialize)]
#[serde(tag = "resourceType")]
enum Resource<'a> {
    Patient(Patient<'a>),
    Immunization(Immunization<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Patient<'a> {
    name: [HumanName<'a>; 1],
    birth_date: String,
}

/// Family and given, or text, but never both.
#[derive(Serialize)]
#[serde(untagged)]
enum HumanName<'a> {
    Parts { family: &'a str, given: Vec<&'a str> },
    Text { text: String },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Immunization<'a> {
    status: &'static str,
    vaccine_code: VaccineCode<'a>,
    patient: Reference,
    occurrence_date_time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    performer: Option<[Performer<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lot_number: Option<&'a str>,
}

#[derive(Serialize)]
struct VaccineCode<'a> {
    coding: [Coding<'a>; 1],
}

#[derive(Serialize)]
struct Coding<'a> {
    system: &'static str,
    code: &'a str,
}

#[derive(Serialize)]
struct Reference {
    reference: &'static str,
}

#[derive(Serialize)]
struct Performer<'a> {
    actor: Actor<'a>,
}

#[derive(Serialize)]
struct Actor<'a> {
    display: &'a str,
}

/// The details that a card omits so that it fits one QR, in the order of omission.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    Everything,
    NoPerformer,
    NoPerformerNoLot,
}

/// The bundle of these doses, in their order.
pub fn bundle<'a>(patient: &'a ReportedPatient, doses: &'a [CardDose], detail: Detail) -> Bundle<'a> {
    let resources = std::iter::once(Resource::Patient(Patient {
        name: [name(patient)],
        birth_date: patient.birth_date.to_string(),
    }))
    .chain(
        doses
            .iter()
            .map(|dose| Resource::Immunization(immunization(dose, detail))),
    );
    Bundle {
        resource_type: "Bundle",
        kind: "collection",
        entry: resources
            .enumerate()
            .map(|(n, resource)| Entry {
                full_url: format!("resource:{n}"),
                resource,
            })
            .collect(),
    }
}

/// Omits the suffix: the profile allows it only if it is on a government identity card, and no report states that.
fn name(patient: &ReportedPatient) -> HumanName<'_> {
    let family = patient.last_name.trim();
    let given: Vec<&str> = [Some(patient.first_name.as_str()), patient.middle_name.as_deref()]
        .into_iter()
        .flatten()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    if family.is_empty() || given.is_empty() {
        let text = given.join(" ");
        return HumanName::Text {
            text: if text.is_empty() { family.to_owned() } else { text },
        };
    }
    HumanName::Parts { family, given }
}

fn immunization(dose: &CardDose, detail: Detail) -> Immunization<'_> {
    let performer = match detail {
        Detail::Everything => dose.performer.as_deref(),
        Detail::NoPerformer | Detail::NoPerformerNoLot => None,
    };
    let lot_number = match detail {
        Detail::Everything | Detail::NoPerformer => dose.lot_number.as_deref(),
        Detail::NoPerformerNoLot => None,
    };
    Immunization {
        status: "completed",
        vaccine_code: VaccineCode {
            coding: [Coding {
                system: CVX_SYSTEM,
                code: &dose.cvx,
            }],
        },
        patient: Reference {
            reference: PATIENT_REFERENCE,
        },
        occurrence_date_time: dose.occurrence_date.to_string(),
        performer: performer.map(|display| {
            [Performer {
                actor: Actor { display },
            }]
        }),
        lot_number,
    }
}
