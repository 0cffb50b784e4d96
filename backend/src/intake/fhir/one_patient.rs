//! Converts a Patient and its Immunizations into reports, one for each `meta.lastUpdated`: all of them or none.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime};

use super::context::Context;
use super::dose::dose;
use super::patient::patient;
use super::release::require_r4;
use super::resource::Resource;
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::{DoseReport, Patch, PatientReport, Report};

/// The reports, oldest first. A dose is reported at the time of its own resource; a report with another time than the
/// Patient's repeats only the patient's identity.
pub fn reports(
    about: &Resource,
    doses: &[Resource],
    context: &Context<'_>,
) -> Result<Vec<Report>, ReportError> {
    let read_at = &context.options.read_at;
    let mut warnings = Vec::new();
    doses.iter().try_for_each(require_r4)?;
    let sender = sender(about, context)?;
    let patient = patient(about, read_at, &mut warnings)?;
    let patient_reported_at = about
        .last_updated(read_at)?
        .or(context.reported_at)
        .or(context.options.reported_at);
    let mut dated_doses: Vec<(Option<NaiveDateTime>, DoseReport)> = Vec::new();
    for resource in doses {
        let reported_at = resource
            .last_updated(read_at)?
            .or(context.reported_at)
            .or(context.options.reported_at);
        if let Some(dose) = dose(resource, patient.birth_date, context, &mut warnings)? {
            dated_doses.push((reported_at, dose));
        }
    }
    // A report without a time counts as of its last event's date, so any dated report overrides it.
    let last_day = dated_doses
        .iter()
        .map(|(_, dose)| dose.occurrence_date)
        .max()
        .unwrap_or(patient.birth_date);
    let patient_reported_at = patient_reported_at
        .or_else(|| {
            dated_doses
                .iter()
                .filter_map(|(reported_at, _)| *reported_at)
                .max()
        })
        .unwrap_or(last_day.and_time(NaiveTime::MIN));
    let mut times: BTreeMap<NaiveDateTime, Vec<DoseReport>> =
        BTreeMap::from([(patient_reported_at, Vec::new())]);
    for (reported_at, dose) in dated_doses {
        times
            .entry(reported_at.unwrap_or(patient_reported_at))
            .or_default()
            .push(dose);
    }
    let report = |(reported_at, doses)| {
        let is_patients = reported_at == patient_reported_at;
        Report {
            sender: sender.clone(),
            reported_at,
            patient: if is_patients {
                patient.clone()
            } else {
                who(&patient)
            },
            doses,
            warnings: if is_patients {
                std::mem::take(&mut warnings)
            } else {
                Vec::new()
            },
        }
    };
    Ok(times.into_iter().map(report).collect())
}

/// The managing organization, or else `meta.source`, or else the sender that the operator names.
fn sender(about: &Resource, context: &Context<'_>) -> Result<String, ReportError> {
    let root = about.root();
    let organization = root.at("managingOrganization");
    let source = || root.text_at("meta.source").or_else(|| context.source.clone());
    context
        .name_of(root, organization)
        .or_else(|| organization.text_at("identifier.value"))
        .or_else(|| source().map(|uri| uri.split('#').next().unwrap_or_default().to_owned()))
        .filter(|name| !name.is_empty())
        .or_else(|| context.options.sender.clone())
        .ok_or_else(|| {
            about.error(
                "managingOrganization",
                ErrorCode::RequiredFieldMissing,
                "no reporting organization; send managingOrganization with a display, or meta.source, or give --sender",
            )
        })
}

/// The patient's identity, without values that may have changed since.
fn who(patient: &PatientReport) -> PatientReport {
    PatientReport {
        gender: Patch::Keep,
        is_protected: Patch::Keep,
        is_deceased: Patch::Keep,
        deceased_on: Patch::Keep,
        is_multiple_birth: Patch::Keep,
        own_contacts: Patch::Keep,
        guardian_contacts: Patch::Keep,
        ..patient.clone()
    }
}
