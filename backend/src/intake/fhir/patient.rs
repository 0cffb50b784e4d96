//! Reads a Patient: identity and contacts.

use shared::demographics::Gender;

use super::contact::contacts;
use super::element::{Element, day};
use super::names::names;
use super::resource::Resource;
use crate::formats::fhir_terms::{CONFIDENTIALITY, IDENTIFIER_TYPE, ROLE, number_of};
use crate::intake::read_at::ReadAt;
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::{Patch, PatientReport};

/// Types of numbers that other offices assign and that are never stored (HL7 table 0203).
const FOREIGN_NUMBERS: [&str; 7] = ["SS", "DL", "PPN", "MA", "MC", "MCD", "MCR"];
/// Social security numbers are also recognised by their system.
const SOCIAL_SECURITY: [&str; 2] = ["http://hl7.org/fhir/sid/us-ssn", "urn:oid:2.16.840.1.113883.4.1"];
/// Natural and adoptive parents and legal guardians. The roles of step and foster parents give no rights by themselves.
const GUARDIANS: [&str; 10] = [
    "MTH", "FTH", "PRN", "GUARD", "NMTH", "NFTH", "NPRN", "ADOPTM", "ADOPTF", "ADOPTP",
];
/// The same roles in HL7 table 0063, which older systems still use.
const OLDER_ROLE: &str = "http://terminology.hl7.org/CodeSystem/v2-0063";
const OLDER_GUARDIANS: [&str; 4] = ["MTH", "FTH", "PAR", "GRD"];

pub fn patient(
    resource: &Resource,
    read_at: &ReadAt,
    warnings: &mut Vec<ReportError>,
) -> Result<PatientReport, ReportError> {
    let root = resource.root();
    let (legal, aliases) = names(resource)?;
    let (is_deceased, deceased_on) = death(root);
    let guardians = root.all("contact").filter(|contact| is_guardian(*contact));
    Ok(PatientReport {
        sender_patient_id: number(resource)?,
        first_name: legal.first,
        middle_name: legal.middle,
        last_name: legal.last,
        suffix: legal.suffix,
        aliases,
        birth_date: resource.past_day("birthDate", read_at)?,
        gender: gender(resource, warnings),
        is_protected: protection(root),
        is_deceased,
        deceased_on,
        is_multiple_birth: multiple_birth(root),
        own_contacts: contacts(root.all("telecom")),
        guardian_contacts: contacts(guardians.flat_map(|contact| contact.all("telecom"))),
    })
}

/// The medical record number, or else the first number that is not one of another office.
fn number(resource: &Resource) -> Result<String, ReportError> {
    let kinds = |identifier: Element<'_>| {
        let codings = identifier.at("type").codings();
        codings
            .filter(|coding| coding.system == IDENTIFIER_TYPE || coding.system.ends_with("v2/0203"))
            .map(|coding| coding.code)
            .collect::<Vec<_>>()
    };
    let own: Vec<_> = resource
        .root()
        .all("identifier")
        .filter(|identifier| identifier.text_at("value").is_some())
        .filter(|identifier| identifier.text_at("use").as_deref() != Some("old"))
        .filter(|identifier| {
            let system = identifier.text_at("system").unwrap_or_default();
            !SOCIAL_SECURITY.contains(&system.as_str())
                && !kinds(*identifier)
                    .iter()
                    .any(|kind| FOREIGN_NUMBERS.contains(&kind.as_str()))
        })
        .collect();
    let of_kind = |kind: &str| {
        own.iter()
            .find(|identifier| kinds(**identifier).iter().any(|code| code == kind))
    };
    of_kind("MR")
        .or_else(|| of_kind("PI"))
        .or_else(|| own.first())
        .and_then(|identifier| identifier_number(*identifier))
        .ok_or_else(|| {
            resource.error(
                "identifier",
                ErrorCode::RequiredFieldMissing,
                "the patient has no number of the sender; send the medical record number with type MR",
            )
        })
}

/// The number, and its assigner where it is reported.
pub fn identifier_number(identifier: Element<'_>) -> Option<String> {
    let authority = identifier
        .text_at("system")
        .or_else(|| identifier.text_at("assigner.display"));
    Some(number_of(&identifier.text_at("value")?, authority.as_deref()))
}

fn gender(resource: &Resource, warnings: &mut Vec<ReportError>) -> Patch<Gender> {
    let Some(code) = resource.root().text_at("gender") else {
        return Patch::Keep;
    };
    match Gender::parse(&code) {
        Ok(Gender::Unknown) => Patch::Clear,
        Ok(gender) => Patch::Set(gender),
        Err(_) => {
            warnings.push(resource.error(
                "gender",
                ErrorCode::TableValueNotFound,
                "gender is none of female, male, other, unknown; it was left out",
            ));
            Patch::Keep
        }
    }
}

/// Restricted or very restricted means: do not share. Servers add other labels on their own, so these do not clear a
/// protection.
fn protection(root: Element<'_>) -> Patch<bool> {
    let is_restricted = root.at("meta").all("security").any(|label| {
        label
            .text_at("system")
            .is_none_or(|system| system == CONFIDENTIALITY || system.ends_with("v3/Confidentiality"))
            && matches!(label.text_at("code").as_deref(), Some("R" | "V"))
    });
    if is_restricted {
        Patch::Set(true)
    } else {
        Patch::Keep
    }
}

fn death(root: Element<'_>) -> (Patch<bool>, Patch<chrono::NaiveDate>) {
    match (
        root.text_at("deceasedDateTime"),
        root.at("deceasedBoolean").flag(),
    ) {
        // A year alone still reports the death.
        (Some(text), _) => (Patch::Set(true), day(&text).map_or(Patch::Keep, Patch::Set)),
        (None, Some(true)) => (Patch::Set(true), Patch::Keep),
        (None, Some(false)) => (Patch::Clear, Patch::Clear),
        (None, None) => (Patch::Keep, Patch::Keep),
    }
}

fn multiple_birth(root: Element<'_>) -> Patch<bool> {
    match root.at("multipleBirthBoolean").flag() {
        Some(true) => Patch::Set(true),
        Some(false) => Patch::Clear,
        None if root.at("multipleBirthInteger").is_there() => Patch::Set(true),
        None => Patch::Keep,
    }
}

fn is_guardian(contact: Element<'_>) -> bool {
    let is_over = contact.at("period.end").is_there();
    let mut roles = contact.all("relationship").flat_map(Element::codings);
    !is_over
        && roles.any(|role| match role.system.as_str() {
            OLDER_ROLE => OLDER_GUARDIANS.contains(&role.code.as_str()),
            ROLE | "" => GUARDIANS.contains(&role.code.as_str()),
            other => other.ends_with("v3/RoleCode") && GUARDIANS.contains(&role.code.as_str()),
        })
}
