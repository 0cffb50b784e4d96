//! FHIR R4: a collection Bundle for each patient, as NDJSON, in the shape of US Core.

mod elements;
mod immunization;
mod patient;

use std::io::Write;

use aws_lc_rs::digest;
use serde::Serialize;
use uuid::Builder;

use super::{ExportError, each};
use crate::db::Database;
use crate::record::sender_record::SenderRecord;
use immunization::Immunization;
use patient::Patient;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Bundle {
    resource_type: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    entry: Vec<Entry>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    full_url: String,
    resource: Resource,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Resource {
    Patient(Box<Patient>),
    Immunization(Box<Immunization>),
}

/// Writes the whole registry, one bundle on each line.
pub fn write(database: &Database, out: &mut dyn Write) -> Result<(), ExportError> {
    each(database, &mut |record| write_one(record, out))
}

/// Writes the bundle of one patient.
pub fn write_one(record: &SenderRecord, out: &mut dyn Write) -> Result<(), ExportError> {
    serde_json::to_writer(&mut *out, &bundle(record)).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

fn bundle(record: &SenderRecord) -> Bundle {
    let (sender, number) = (&record.sender, &record.number);
    let patient_id = id(&["patient", sender, number]);
    let mut entry = vec![Entry {
        full_url: urn(&patient_id),
        resource: Resource::Patient(Box::new(Patient::new(record, patient_id.clone()))),
    }];
    for dose in &record.doses {
        let day = dose.occurrence_date.to_string();
        // The sender's order number identifies a dose; without one, the vaccine and the day do.
        let id = match &dose.order_number {
            Some(order) => id(&["dose", sender, number, order]),
            None => id(&["dose of a day", sender, number, &dose.cvx, &day]),
        };
        entry.push(Entry {
            full_url: urn(&id),
            resource: Resource::Immunization(Box::new(Immunization::new(dose, id, urn(&patient_id)))),
        });
    }
    Bundle {
        resource_type: "Bundle",
        id: id(&["bundle", sender, number]),
        kind: "collection",
        entry,
    }
}

fn urn(id: &str) -> String {
    format!("urn:uuid:{id}")
}

/// The same id for the same parts; it does not reveal them.
fn id(parts: &[&str]) -> String {
    let text = serde_json::to_vec(parts).expect("a list of texts is always JSON");
    let hash = digest::digest(&digest::SHA256, &text);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_ref()[..16]);
    Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
