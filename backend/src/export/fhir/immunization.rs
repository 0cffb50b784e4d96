//! The Immunization resource.

use serde::Serialize;

use super::elements::{CodeableConcept, Coding, Identifier, Meta, Reference};
use crate::formats::fhir_terms::{ACT_REASON, CATALOGUE, CVX, MVX};
use crate::record::DoseOutcome;
use crate::record::sender_record::RecordedDose;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Immunization {
    resource_type: &'static str,
    id: String,
    meta: Meta,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identifier: Vec<Identifier>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_reason: Option<CodeableConcept>,
    vaccine_code: CodeableConcept,
    patient: Reference,
    occurrence_date_time: String,
    primary_source: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    manufacturer: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lot_number: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    performer: Vec<Performer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_subpotent: Option<bool>,
}

#[derive(Serialize)]
struct Performer {
    actor: Reference,
}

impl Immunization {
    pub fn new(dose: &RecordedDose, id: String, patient: String) -> Self {
        let performer = dose.performer.iter().map(|name| Performer {
            actor: Reference {
                kind: Some("Organization"),
                ..Reference::display(name)
            },
        });
        Self {
            resource_type: "Immunization",
            id,
            meta: Meta::last_updated(dose.last_reported_at),
            identifier: dose
                .order_number
                .as_deref()
                .map(Identifier::of)
                .into_iter()
                .collect(),
            status: match dose.outcome {
                DoseOutcome::Completed | DoseOutcome::Partial => "completed",
                DoseOutcome::Refused | DoseOutcome::NotAdministered => "not-done",
            },
            status_reason: (dose.outcome == DoseOutcome::Refused)
                .then(|| CodeableConcept::of(Coding::new(ACT_REASON, "PATOBJ"))),
            vaccine_code: vaccine_code(dose),
            patient: Reference {
                address: Some(patient),
                kind: None,
                identifier: None,
                display: None,
            },
            occurrence_date_time: dose.occurrence_date.to_string(),
            primary_source: !dose.is_historical,
            manufacturer: dose.mvx.as_deref().map(manufacturer),
            lot_number: dose.lot_number.clone(),
            performer: performer.collect(),
            is_subpotent: (dose.outcome == DoseOutcome::Partial).then_some(true),
        }
    }
}

/// The coding has the catalogue's name, the text has the sender's words, and the trade name is a coding without a
/// system, because R4 has no element for it.
fn vaccine_code(dose: &RecordedDose) -> CodeableConcept {
    let cvx = Coding {
        display: CATALOGUE.vaccine(&dose.cvx).map(|vaccine| vaccine.name.clone()),
        ..Coding::new(CVX, &dose.cvx)
    };
    let product = dose.product.iter().map(|product| Coding {
        system: None,
        code: None,
        display: Some(product.clone()),
    });
    CodeableConcept {
        coding: [cvx].into_iter().chain(product).collect(),
        text: dose.vaccine_text.clone(),
    }
}

fn manufacturer(mvx: &str) -> Reference {
    Reference {
        kind: None,
        address: None,
        identifier: Some(Identifier {
            kind: None,
            system: Some(MVX.to_owned()),
            no_system: None,
            value: mvx.to_owned(),
        }),
        display: Some(CATALOGUE.manufacturer(mvx).unwrap_or(mvx).to_owned()),
    }
}
