//! Builds the record that a person sees.

use chrono::NaiveDate;
use shared::immunization::{DoseFlag, DoseStatus, Immunization, ImmunizationRecord, Patient};

use super::catalogue::{Catalogue, OTHER};
use super::doses::{GivenDose, UNKNOWN_VACCINE, code_of, given, reported};
use super::{DoseOutcome, ReportedImmunization, ReportedPatient};

/// MVX `UNK`, unknown manufacturer, is shown as "not reported".
const UNKNOWN_MANUFACTURER: &str = "UNK";

/// The record of one person, newest dose first. `immunizations` may come from several rows of that person.
/// `last_updated_on` is empty if nothing was ever reported. A dose dated after `today` is flagged.
pub fn assemble(
    patient: &ReportedPatient,
    immunizations: &[ReportedImmunization],
    catalogue: &Catalogue,
    registry_name: &str,
    today: NaiveDate,
) -> ImmunizationRecord {
    let last_report = immunizations.iter().map(|dose| dose.last_reported_at).max();
    let mut shown: Vec<Immunization> = given(immunizations, catalogue)
        .iter()
        .map(|dose| {
            let flags = flags(dose.report.occurrence_date, patient, today);
            immunization(dose, flags, catalogue)
        })
        .collect();
    // ISO dates sort as text; doses of one day are sorted by name.
    shown.sort_by(|a, b| {
        (&b.occurrence_date, &a.vaccine, &a.id).cmp(&(&a.occurrence_date, &b.vaccine, &b.id))
    });
    ImmunizationRecord {
        patient: Patient {
            name: patient.full_name(),
            birth_date: patient.birth_date.to_string(),
            gender: patient.gender,
        },
        immunizations: shown,
        last_updated_on: last_report.map_or_else(String::new, |at| at.date_naive().to_string()),
        registry: registry_name.to_owned(),
    }
}

/// Flags an impossible date. The dose is still shown, so that its owner can have it corrected.
fn flags(date: NaiveDate, patient: &ReportedPatient, today: NaiveDate) -> Vec<DoseFlag> {
    let mut flags = Vec::new();
    if date < patient.birth_date {
        flags.push(DoseFlag::BeforeBirth);
    }
    if patient.deceased_on.is_some_and(|day| date > day) {
        flags.push(DoseFlag::AfterDeath);
    }
    if date > today {
        flags.push(DoseFlag::Future);
    }
    flags
}

fn immunization(given: &GivenDose<'_>, flags: Vec<DoseFlag>, catalogue: &Catalogue) -> Immunization {
    let dose = given.report;
    let cvx = code_of(dose);
    let text = reported(dose.vaccine_text.as_deref());
    let known = catalogue.vaccine(&cvx);
    let vaccine = match (known, text) {
        (Some(_), Some(text)) if cvx == UNKNOWN_VACCINE => text.to_owned(),
        (Some(known), _) => known.name.clone(),
        (None, Some(text)) => format!("{text} (CVX {cvx})"),
        (None, None) => format!("CVX {cvx}"),
    };
    let mvx = reported(dose.mvx.as_deref()).filter(|mvx| !mvx.eq_ignore_ascii_case(UNKNOWN_MANUFACTURER));
    let product =
        reported(dose.product.as_deref()).or_else(|| mvx.and_then(|mvx| catalogue.product(&cvx, mvx)));
    Immunization {
        id: dose.id.clone(),
        vaccine,
        vaccine_groups: known.map_or_else(|| vec![OTHER.to_owned()], |known| known.groups.clone()),
        cvx,
        occurrence_date: dose.occurrence_date.to_string(),
        manufacturer: mvx.map(|mvx| catalogue.manufacturer(mvx).unwrap_or(mvx).to_owned()),
        product: product.map(str::to_owned),
        lot_number: reported(dose.lot_number.as_deref()).map(str::to_owned),
        performer: reported(dose.performer.as_deref()).map(str::to_owned),
        sources: given.sources(),
        historical: dose.is_historical,
        dose_status: match dose.outcome {
            DoseOutcome::Partial => DoseStatus::Partial,
            // `given` removes the other outcomes.
            DoseOutcome::Completed | DoseOutcome::Refused | DoseOutcome::NotAdministered => {
                DoseStatus::Completed
            }
        },
        flags,
    }
}
