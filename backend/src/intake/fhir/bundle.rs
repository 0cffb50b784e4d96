//! Reads a Bundle: its Patients, each with the Immunizations that refer to it.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::context::{Context, without_version};
use super::element::Element;
use super::one_patient::reports;
use super::patient::identifier_number;
use super::references::References;
use super::resource::Resource;
use crate::intake::options::Options;
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::Report;
use crate::intake::text::instant;

/// The Bundle types that list resources. A history repeats one resource, and a response has none.
const KINDS: [&str; 6] = [
    "collection",
    "transaction",
    "batch",
    "searchset",
    "document",
    "message",
];
/// The error text for a SMART Health Card, signed or not.
pub const HEALTH_CARD: &str = "this is a SMART Health Card: a copy for people, which has neither the sender's number of \
                               the patient nor the sender; ask the sender for the record itself";
/// The prefix of `fullUrl` in the bundle of a SMART Health Card.
const NUMBERED: &str = "resource:";
/// Types of resources from which the import reads only the name.
const NAMED: [&str; 4] = ["Organization", "Location", "Practitioner", "PractitionerRole"];

#[derive(Deserialize)]
struct Bundle<'a> {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(borrow)]
    timestamp: Option<&'a RawValue>,
    #[serde(borrow)]
    meta: Option<&'a RawValue>,
    #[serde(borrow, default)]
    entry: Vec<Entry<'a>>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(rename = "fullUrl")]
    full_url: Option<String>,
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "resourceType")]
    resource_type: String,
}

/// A Patient or an Immunization that is not read yet.
struct Found<'a> {
    full_url: Option<String>,
    index: usize,
    text: &'a RawValue,
}

/// The reports of each patient, in the order of the Patients.
pub fn bundle(text: &[u8], options: &Options) -> Vec<Result<Vec<Report>, ReportError>> {
    match read(text, options) {
        Ok(all) => all,
        Err(error) => vec![Err(error)],
    }
}

pub fn bundle_error(path: &str, code: ErrorCode, text: impl Into<String>) -> ReportError {
    let field = if path.is_empty() {
        "Bundle".to_owned()
    } else {
        format!("Bundle.{path}")
    };
    ReportError {
        segment: "Bundle".to_owned(),
        index: 1,
        field,
        code,
        text: text.into(),
        leaves_out_dose: false,
    }
}

fn read(text: &[u8], options: &Options) -> Result<Vec<Result<Vec<Report>, ReportError>>, ReportError> {
    let bundle: Bundle<'_> = serde_json::from_slice(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let text =
            format!("the bundle cannot be read at line {line}, column {column}; send it whole, as JSON");
        bundle_error("", ErrorCode::DataType, text)
    })?;
    match bundle.kind.as_deref() {
        Some(kind) if KINDS.contains(&kind) => {}
        Some(_) | None => {
            let text =
                "the bundle's type is none of collection, transaction, batch, searchset, document, message";
            return Err(bundle_error("type", ErrorCode::UnsupportedMessageType, text));
        }
    }
    let mut context = context(&bundle, options)?;
    let (mut patients, mut immunizations) = (Vec::new(), Vec::new());
    for (place, entry) in bundle.entry.into_iter().enumerate() {
        let Some(text) = entry.resource else { continue };
        let kind = serde_json::from_str::<Kind>(text.get()).map_err(|_| {
            let path = format!("entry[{place}].resource");
            bundle_error(
                &path,
                ErrorCode::RequiredFieldMissing,
                "the resource has no resourceType",
            )
        })?;
        let list = match kind.resource_type.as_str() {
            "Patient" => &mut patients,
            "Immunization" => &mut immunizations,
            named => {
                if NAMED.contains(&named) {
                    note_named(&mut context.others, entry.full_url.as_deref(), text);
                }
                continue;
            }
        };
        list.push(Found {
            full_url: entry.full_url,
            index: list.len() + 1,
            text,
        });
    }
    if is_of_a_card(&patients) {
        return Err(bundle_error("", ErrorCode::UnsupportedMessageType, HEALTH_CARD));
    }
    Ok(joined(&patients, &immunizations, &context))
}

/// True for the bundle of a SMART Health Card.
fn is_of_a_card(patients: &[Found<'_>]) -> bool {
    let is_numbered = |patient: &Found<'_>| {
        let url = patient.full_url.as_deref();
        url.is_some_and(|url| url.starts_with(NUMBERED))
            && value(patient.text).is_some_and(|json| !Element::new(&json).at("identifier").is_there())
    };
    !patients.is_empty() && patients.iter().all(is_numbered)
}

fn context<'o>(bundle: &Bundle<'_>, options: &'o Options) -> Result<Context<'o>, ReportError> {
    let head = serde_json::json!({
        "timestamp": bundle.timestamp.and_then(value),
        "meta": bundle.meta.and_then(value),
    });
    let head = Element::new(&head);
    let mut context = Context::without_bundle(options);
    context.source = head.text_at("meta.source");
    for path in ["timestamp", "meta.lastUpdated"] {
        let Some(text) = head.text_at(path) else { continue };
        let at = instant(&text)
            .filter(|at| *at <= options.read_at.now + chrono::TimeDelta::days(1))
            .ok_or_else(|| {
                let text =
                    format!("{path} is no time, or one in the future; send it as YYYY-MM-DDThh:mm:ssZ");
                bundle_error(path, ErrorCode::DataType, text)
            })?;
        context.reported_at = context.reported_at.or(Some(at));
    }
    Ok(context)
}

fn value(text: &RawValue) -> Option<Value> {
    serde_json::from_str(text.get()).ok()
}

fn note_named(others: &mut HashMap<String, Value>, full_url: Option<&str>, text: &RawValue) {
    let Some(json) = value(text) else { return };
    let root = Element::new(&json);
    let kind = root.text_at("resourceType").unwrap_or_default();
    let short = root.text_at("id").map(|id| format!("{kind}/{id}"));
    for key in [short, full_url.map(|url| without_version(url).to_owned())]
        .into_iter()
        .flatten()
    {
        others.insert(key, json.clone());
    }
}

fn joined(
    patients: &[Found<'_>],
    immunizations: &[Found<'_>],
    context: &Context<'_>,
) -> Vec<Result<Vec<Report>, ReportError>> {
    let mut references = References::default();
    for (place, patient) in patients.iter().enumerate() {
        let json = value(patient.text).unwrap_or_default();
        let root = Element::new(&json);
        let numbers = root.all("identifier").filter_map(identifier_number);
        references.add(
            place,
            patient.full_url.as_deref(),
            root.text_at("id").as_deref(),
            numbers,
        );
    }
    let mut doses: BTreeMap<usize, Vec<Resource>> = BTreeMap::new();
    let mut others = Vec::new();
    for found in immunizations {
        let resource = resource("Immunization", found);
        let root = resource.root();
        if let Some(own) = contained_patient(&resource) {
            others.push(reports(&own, std::slice::from_ref(&resource), context));
            continue;
        }
        match references.find(root.at("patient"), found.full_url.as_deref()) {
            Some(place) => doses.entry(place).or_default().push(resource),
            None => others.push(Err(no_patient(
                &resource,
                "the bundle has no such Patient, or several; send it along",
            ))),
        }
    }
    let with_doses = patients.iter().enumerate().map(|(place, patient)| {
        let doses = doses.remove(&place).unwrap_or_default();
        reports(&resource("Patient", patient), &doses, context)
    });
    let mut all: Vec<_> = with_doses.collect();
    all.append(&mut others);
    all
}

pub fn no_patient(immunization: &Resource, text: &str) -> ReportError {
    immunization.error("patient", ErrorCode::RequiredFieldMissing, text)
}

fn resource(kind: &'static str, found: &Found<'_>) -> Resource {
    Resource {
        kind,
        index: found.index,
        // The whole bundle was read as JSON, so this is JSON.
        json: value(found.text).unwrap_or_default(),
    }
}

/// The Patient that an Immunization contains.
pub fn contained_patient(immunization: &Resource) -> Option<Resource> {
    let reference = immunization.root().text_at("patient.reference")?;
    let id = reference.strip_prefix('#')?;
    let contained = immunization.json.get("contained")?.as_array()?;
    let is_wanted = |json: &&Value| {
        json.get("id").and_then(Value::as_str) == Some(id)
            && json.get("resourceType").and_then(Value::as_str) == Some("Patient")
    };
    Some(Resource {
        kind: "Patient",
        index: immunization.index,
        json: contained.iter().find(is_wanted)?.clone(),
    })
}
