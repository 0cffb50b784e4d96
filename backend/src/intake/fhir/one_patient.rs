//! A Patient and its Immunizations become reports: one for each time something was said, all of them or none.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime};

use super::context::Context;
use super::dose::dose;
use super::patient::patient;
use super::place::Resource;
use super::release::require_r4;
use crate::intake::rejection::{Fault, FaultCode};
use crate::intake::report::{DoseReport, Patch, PatientReport, Report};

/// What was said, the oldest first. A dose is told when its own resource was last updated; the report then repeats who
/// the patient is, and nothing else about them.
pub fn reports(about: &Resource, doses: &[Resource], context: &Context<'_>) -> Result<Vec<Report>, Fault> {
    let moment = &context.options.moment;
    let mut warnings = Vec::new();
    doses.iter().try_for_each(require_r4)?;
    let sender = sender(about, context)?;
    let patient = patient(about, moment, &mut warnings)?;
    let patient_told_at = about
        .last_updated(moment)?
        .or(context.told_at)
        .or(context.options.told_at);
    let mut told: Vec<(Option<NaiveDateTime>, DoseReport)> = Vec::new();
    for resource in doses {
        let told_at = resource
            .last_updated(moment)?
            .or(context.told_at)
            .or(context.options.told_at);
        if let Some(dose) = dose(resource, patient.birth_date, context, &mut warnings)? {
            told.push((told_at, dose));
        }
    }
    // Without any time it was said on the last day it tells of: every dated report then wins.
    let last_day = told
        .iter()
        .map(|(_, dose)| dose.occurrence_date)
        .max()
        .unwrap_or(patient.birth_date);
    let patient_told_at = patient_told_at
        .or_else(|| told.iter().filter_map(|(told_at, _)| *told_at).max())
        .unwrap_or(last_day.and_time(NaiveTime::MIN));
    let mut times: BTreeMap<NaiveDateTime, Vec<DoseReport>> = BTreeMap::from([(patient_told_at, Vec::new())]);
    for (told_at, dose) in told {
        times
            .entry(told_at.unwrap_or(patient_told_at))
            .or_default()
            .push(dose);
    }
    let report = |(told_at, doses)| {
        let is_patients = told_at == patient_told_at;
        Report {
            sender: sender.clone(),
            told_at,
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

/// The organization that looks after the record, or the system it comes from, or whom the operator names.
fn sender(about: &Resource, context: &Context<'_>) -> Result<String, Fault> {
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
            about.fault(
                "managingOrganization",
                FaultCode::RequiredFieldMissing,
                "nothing says who reports; send managingOrganization with a display, or meta.source, or give --sender",
            )
        })
}

/// Who the patient is, without what may have changed since.
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
