//! Reads an Immunization: a dose that was given, not given, or reported in error.

use chrono::NaiveDate;

use super::context::Context;
use super::element::Element;
use super::patient::identifier_number;
use super::resource::Resource;
use super::vaccine::{NO_VACCINE, Vaccine, vaccine};
use crate::formats::fhir_terms::{ACT_REASON, CATALOGUE, MVX};
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::{Action, DoseReport, Patch};
use crate::record::DoseOutcome;

/// Other identifiers of the MVX code system.
const MVX_ALSO: [&str; 2] = [
    "urn:oid:2.16.840.1.113883.12.227",
    "http://terminology.hl7.org/CodeSystem/MVX",
];
/// Reasons of the patient or parent for refusing, in HL7's `ActReason`.
const REFUSALS: [&str; 3] = ["PATOBJ", "RELIG", "PHILISOP"];
/// CDC table NIP002 and SNOMED CT: refused, declined, no consent.
const REFUSAL_TABLE: &str = "NIP002";
const SNOMED: &str = "http://snomed.info/sct";
const SNOMED_REFUSALS: [&str; 5] = ["105480006", "183945002", "310376006", "443390004", "591000119102"];

/// `None` for an Immunization that carries no dose.
pub fn dose(
    resource: &Resource,
    birth_date: NaiveDate,
    context: &Context<'_>,
    warnings: &mut Vec<ReportError>,
) -> Result<Option<DoseReport>, ReportError> {
    let root = resource.root();
    let vaccine = vaccine(resource)?;
    if vaccine.cvx == NO_VACCINE {
        return Ok(None);
    }
    let (action, outcome) = status(resource)?;
    if action == Action::AddOrUpdate && !context.options.vaccines.knows(&vaccine.cvx) {
        let text = "the CVX code in vaccineCode is not known; the dose was imported, check the code";
        warnings.push(resource.error("vaccineCode", ErrorCode::TableValueNotFound, text));
    }
    Ok(Some(DoseReport {
        action,
        order_number: root.all("identifier").find_map(identifier_number),
        occurrence_date: occurrence_date(resource, birth_date, context)?,
        mvx: manufacturer(resource, &vaccine, context, warnings),
        cvx: vaccine.cvx,
        vaccine_text: patch(vaccine.text),
        product: patch(vaccine.product),
        lot_number: patch(root.text_at("lotNumber")),
        performer: patch(performer(root, context)),
        is_historical: source(root),
        outcome,
    }))
}

fn patch(text: Option<String>) -> Patch<String> {
    text.map_or(Patch::Keep, Patch::Set)
}

fn status(resource: &Resource) -> Result<(Action, Patch<DoseOutcome>), ReportError> {
    let root = resource.root();
    let given = |outcome| Ok((Action::AddOrUpdate, Patch::Set(outcome)));
    match root.text_at("status").as_deref() {
        Some("completed") if root.at("isSubpotent").flag() == Some(true) => given(DoseOutcome::Partial),
        Some("completed") => given(DoseOutcome::Completed),
        Some("not-done") if is_refusal(root) => given(DoseOutcome::Refused),
        Some("not-done") => given(DoseOutcome::NotAdministered),
        Some("entered-in-error") => Ok((Action::Delete, Patch::Keep)),
        Some(_) => Err(resource.error(
            "status",
            ErrorCode::TableValueNotFound,
            "status is none of completed, not-done, entered-in-error; correct it",
        )),
        None => Err(resource.error(
            "status",
            ErrorCode::RequiredFieldMissing,
            "status is missing; send completed, not-done or entered-in-error",
        )),
    }
}

fn is_refusal(root: Element<'_>) -> bool {
    root.at("statusReason")
        .codings()
        .any(|reason| match reason.system.as_str() {
            ACT_REASON => REFUSALS.contains(&reason.code.as_str()),
            SNOMED => SNOMED_REFUSALS.contains(&reason.code.as_str()),
            other => other.contains(REFUSAL_TABLE),
        })
}

fn occurrence_date(
    resource: &Resource,
    birth_date: NaiveDate,
    context: &Context<'_>,
) -> Result<NaiveDate, ReportError> {
    let root = resource.root();
    if !root.at("occurrenceDateTime").is_there() && root.at("occurrenceString").is_there() {
        return Err(resource.error(
            "occurrenceString",
            ErrorCode::DataType,
            "the date of the dose is a text only; send occurrenceDateTime",
        ));
    }
    let day = resource.past_day("occurrenceDateTime", &context.options.read_at)?;
    if day < birth_date {
        return Err(resource.error(
            "occurrenceDateTime",
            ErrorCode::DataType,
            "the date in occurrenceDateTime is before Patient.birthDate; correct one of them",
        ));
    }
    Ok(day)
}

/// The MVX code, from its code or the manufacturer's name; otherwise from the package's NDC.
fn manufacturer(
    resource: &Resource,
    vaccine: &Vaccine,
    context: &Context<'_>,
    warnings: &mut Vec<ReportError>,
) -> Patch<String> {
    let root = resource.root();
    let maker = root.at("manufacturer");
    let referred = context.referred(root, maker);
    let is_mvx = |system: Option<String>| system.is_some_and(|s| s == MVX || MVX_ALSO.contains(&s.as_str()));
    let identifiers = [
        Some(maker.at("identifier")),
        referred.map(|organization| organization.at("identifier")),
    ];
    let code = identifiers
        .into_iter()
        .flatten()
        .find(|identifier| is_mvx(identifier.text_at("system")))
        .and_then(|identifier| identifier.text_at("value"))
        .map(|code| code.to_ascii_uppercase())
        .filter(|code| (2..=5).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric()));
    let name = maker.text_at("display").or_else(|| referred?.text_at("name"));
    let named = || CATALOGUE.manufacturer_code(name.as_deref()?);
    if let Some(code) = code.or_else(named).or_else(|| vaccine.mvx.clone()) {
        return Patch::Set(code);
    }
    if maker.is_there() {
        warnings.push(resource.error(
            "manufacturer",
            ErrorCode::TableValueNotFound,
            "manufacturer has no MVX code and no name of the catalogue; it was left out",
        ));
    }
    Patch::Keep
}

/// The name of the organization or the location. A person's name does not replace it.
fn performer(root: Element<'_>, context: &Context<'_>) -> Option<String> {
    let is_organization = |actor: &Element<'_>| {
        let told = actor.text_at("type").or_else(|| actor.text_at("reference"));
        told.is_some_and(|text| text.contains("Organization"))
            || context
                .referred(root, *actor)
                .is_some_and(|found| found.text_at("resourceType").as_deref() == Some("Organization"))
    };
    let actors = root.all("performer").map(|performer| performer.at("actor"));
    actors
        .filter(is_organization)
        .chain([root.at("location")])
        .find_map(|reference| context.name_of(root, reference))
}

/// A dose is historical if its performer did not report it, or if its source is unknown.
fn source(root: Element<'_>) -> Patch<bool> {
    match root.at("primarySource").flag() {
        Some(true) => Patch::Clear,
        Some(false) => Patch::Set(true),
        None if root.at("reportOrigin").is_there() => Patch::Set(true),
        None => Patch::Keep,
    }
}
