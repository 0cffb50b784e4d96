//! FHIR R4: reads Bundles, and NDJSON of Patients and Immunizations, into reports.
//!
//! A Bundle is imported at once. NDJSON resources are spooled until all files are read, because a bulk export has one
//! file for each type.

mod bundle;
mod contact;
mod context;
mod documents;
mod dose;
mod element;
mod names;
mod ndjson;
mod one_patient;
mod patient;
mod references;
mod release;
mod resource;
mod spool;
mod vaccine;

use std::collections::VecDeque;
use std::io::{self, BufRead};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::ReadMessage;
use super::options::Options;
use super::rejection::{ErrorCode, ReportError};
use super::report::Report;
use bundle::{HEALTH_CARD, bundle, bundle_error, contained_patient};

use context::{Context, without_version};
use documents::{Document, Documents, MAX_DOCUMENT_BYTES};

pub use ndjson::NdjsonMessages;
use one_patient::reports;
use resource::Resource;
use spool::Spool;

/// Reads the FHIR files of one import.
pub struct FhirReader {
    options: Options,
    spool: Spool,
    files: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    resource_type: Option<String>,
    /// Present in a SMART Health Card.
    verifiable_credential: Option<IgnoredAny>,
    id: Option<String>,
}

impl FhirReader {
    pub fn new(options: Options) -> Self {
        Self {
            options,
            spool: Spool::default(),
            files: Vec::new(),
        }
    }

    /// The messages of this file's bundles. `ndjson_messages` returns those of the other resources.
    pub fn messages<'r>(
        &'r mut self,
        file: &str,
        input: impl BufRead + 'r,
    ) -> impl Iterator<Item = io::Result<ReadMessage>> + 'r {
        self.files.push(file.to_owned());
        let mut documents = Documents::new(input);
        let mut waiting = VecDeque::new();
        let mut number = 0;
        std::iter::from_fn(move || {
            while waiting.is_empty() {
                let next = documents.next()?.and_then(|document| self.take(&document));
                match next {
                    Ok(patients) => waiting.extend(patients.into_iter().flat_map(|one| {
                        number += 1;
                        messages(number, one)
                    })),
                    Err(error) => return Some(Err(error)),
                }
            }
            waiting.pop_front().map(Ok)
        })
    }

    /// The messages of the NDJSON resources, once all files are read.
    pub fn ndjson_messages(self) -> NdjsonMessages {
        NdjsonMessages::new(self.options, self.spool, self.files)
    }

    fn take(&mut self, document: &Document) -> io::Result<Vec<Result<Vec<Report>, ReportError>>> {
        let one = |error| Ok(vec![Err(error)]);
        let at = |code, text: String| ReportError {
            index: document.line,
            ..bundle_error("", code, text)
        };
        let Some(bytes) = &document.bytes else {
            let text = format!(
                "the JSON is longer than {} MiB; send a smaller bundle for each patient, as NDJSON",
                MAX_DOCUMENT_BYTES >> 20
            );
            return one(at(ErrorCode::Application, text));
        };
        let Ok(line) = serde_json::from_slice::<Line>(bytes) else {
            let text = match serde_json::from_slice::<IgnoredAny>(bytes) {
                Ok(_) => "this is JSON, but no FHIR resource; send Bundles, or Patients and Immunizations as NDJSON".to_owned(),
                Err(error) => format!(
                    "the JSON cannot be read at line {}, column {}; send it whole",
                    document.line + error.line() - 1,
                    error.column()
                ),
            };
            return one(at(ErrorCode::DataType, text));
        };
        // Also `None` if the JSON is nested too deep.
        let json = || serde_json::from_slice::<Value>(bytes).ok();
        match line.resource_type.as_deref() {
            Some("Bundle") => Ok(bundle(bytes, &self.options)),
            Some(kind @ ("Patient" | "Immunization")) => match json() {
                None => one(at(
                    ErrorCode::DataType,
                    format!("the {kind} is nested too deep; correct it"),
                )),
                Some(json) if kind == "Patient" => {
                    self.spool(document.line, line.id.map(|id| format!("Patient/{id}")), &json)
                }
                Some(json) => self.take_immunization(document.line, json),
            },
            Some(_) => Ok(Vec::new()),
            None if line.verifiable_credential.is_some() => {
                one(at(ErrorCode::UnsupportedMessageType, HEALTH_CARD.to_owned()))
            }
            None => one(at(
                ErrorCode::RequiredFieldMissing,
                "this JSON has no resourceType; send Bundles, or Patients and Immunizations as NDJSON"
                    .to_owned(),
            )),
        }
    }

    fn take_immunization(
        &mut self,
        line: usize,
        json: Value,
    ) -> io::Result<Vec<Result<Vec<Report>, ReportError>>> {
        let resource = Resource {
            kind: "Immunization",
            index: line,
            json,
        };
        if let Some(own) = contained_patient(&resource) {
            let context = Context::without_bundle(&self.options);
            return Ok(vec![reports(&own, &[resource], &context)]);
        }
        let Some(reference) = resource.root().text_at("patient.reference") else {
            let text =
                "patient has no reference; in NDJSON, Immunizations refer to their Patient as Patient/id";
            return Ok(vec![Err(bundle::no_patient(&resource, text))]);
        };
        let id = without_version(&reference).rsplit('/').next().unwrap_or_default();
        self.spool(line, Some(format!("Patient/{id}")), &resource.json)
    }

    fn spool(
        &mut self,
        line: usize,
        key: Option<String>,
        json: &Value,
    ) -> io::Result<Vec<Result<Vec<Report>, ReportError>>> {
        // No Immunization can refer to a Patient without an id.
        let key = key.unwrap_or_else(|| format!("{} {line}", self.files.len()));
        self.spool.add(&key, self.files.len() - 1, line, json)?;
        Ok(Vec::new())
    }
}

/// The messages of a patient's reports, or of the error.
fn messages(number: u64, patient: Result<Vec<Report>, ReportError>) -> Vec<ReadMessage> {
    let message = |report| ReadMessage {
        number,
        header: None,
        report,
    };
    match patient {
        Ok(reports) => reports.into_iter().map(|report| message(Ok(report))).collect(),
        Err(error) => vec![message(Err(error))],
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::intake::read_at::ReadAt;

    const NAMES: [&str; 12] = [
        "resourceType",
        "id",
        "meta",
        "lastUpdated",
        "identifier",
        "name",
        "birthDate",
        "patient",
        "reference",
        "vaccineCode",
        "coding",
        "status",
    ];

    fn count(bytes: &[u8]) -> usize {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let read_at = ReadAt {
            now: today.and_hms_opt(12, 0, 0).unwrap(),
            today,
        };
        let mut reader = FhirReader::new(Options {
            sender: Some("CLINIC".to_owned()),
            ..Options::of(read_at)
        });
        let messages = reader
            .messages("a", bytes)
            .inspect(|read| assert!(read.is_ok()))
            .count();
        messages
            + reader
                .ndjson_messages()
                .inspect(|read| assert!(read.is_ok()))
                .count()
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            "(Patient|Immunization|Bundle|#p|Patient/1|completed|2020-01-01|\\PC{0,6})".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(prop::sample::select(&NAMES[..]), inner, 0..6).prop_map(
                    |members| members
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect()
                ),
            ]
        })
    }

    #[test]
    fn a_resource_nested_without_end_is_refused() {
        for kind in ["Patient", "Immunization", "Bundle"] {
            let text = format!(
                "{{\"resourceType\":\"{kind}\",\"x\":{}}}",
                "[".repeat(9000) + &"]".repeat(9000)
            );
            assert_eq!(count(text.as_bytes()), 1, "{kind}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(count(&bytes) <= bytes.len());
        }

        #[test]
        fn no_json_breaks_the_reader(
            (mut json, kind) in (json(), prop::sample::select(&["Patient", "Immunization"][..])),
            is_bundle in any::<bool>(),
        ) {
            if let Some(members) = json.as_object_mut() {
                members.insert("resourceType".to_owned(), kind.into());
            }
            if is_bundle {
                json = serde_json::json!({"resourceType": "Bundle", "type": "batch", "entry": [{"resource": json}]});
            }
            prop_assert!(count(json.to_string().as_bytes()) <= 1);
        }
    }
}
