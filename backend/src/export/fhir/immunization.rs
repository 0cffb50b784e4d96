//! The Immunization resource.

use serde::Serialize;

use super::elements::{CodeableConcept, Coding, Identifier, Meta, Reference};
use crate::db::DbError;
use crate::db::immunizations::{ImmunizationRow, outcome_of};
use crate::formats::fhir_terms::{ACT_REASON, CATALOGUE, CVX, MVX};
use crate::record::DoseOutcome;

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
    pub fn new(row: &ImmunizationRow, id: String, patient: String) -> Result<Self, DbError> {
        let outcome = outcome_of(&row.outcome)?;
        let performer = row.performer.iter().map(|name| Performer {
            actor: Reference {
                kind: Some("Organization"),
                ..Reference::display(name)
            },
        });
        Ok(Self {
            resource_type: "Immunization",
            id,
            meta: Meta::told(row.last_reported_at),
            identifier: row
                .filler_order_number
                .as_deref()
                .map(Identifier::of)
                .into_iter()
                .collect(),
            status: match outcome {
                DoseOutcome::Completed | DoseOutcome::Partial => "completed",
                DoseOutcome::Refused | DoseOutcome::NotAdministered => "not-done",
            },
            status_reason: (outcome == DoseOutcome::Refused)
                .then(|| CodeableConcept::of(Coding::new(ACT_REASON, "PATOBJ"))),
            vaccine_code: vaccine_code(row),
            patient: Reference {
                address: Some(patient),
                kind: None,
                identifier: None,
                display: None,
            },
            occurrence_date_time: row.occurrence_date.to_string(),
            primary_source: !row.is_historical,
            manufacturer: row.mvx.as_deref().map(manufacturer),
            lot_number: row.lot_number.clone(),
            performer: performer.collect(),
            is_subpotent: (outcome == DoseOutcome::Partial).then_some(true),
        })
    }
}

/// The catalogue's name stands with the code, the sender's words beside it, and the trade name as a coding of no system:
/// R4 has no place for it.
fn vaccine_code(row: &ImmunizationRow) -> CodeableConcept {
    let cvx = Coding {
        display: CATALOGUE.vaccine(&row.cvx).map(|vaccine| vaccine.name.clone()),
        ..Coding::new(CVX, &row.cvx)
    };
    let product = row.product.iter().map(|product| Coding {
        system: None,
        code: None,
        display: Some(product.clone()),
    });
    CodeableConcept {
        coding: [cvx].into_iter().chain(product).collect(),
        text: row.vaccine_text.clone(),
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
