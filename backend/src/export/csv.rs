//! Exports CSV, one row for each dose. The export is complete: two registries are equal if their exports are.
//!
//! Values reported at another time are in rows of their own with that time, so that an import of the file knows the age
//! of each dose and each contact.

use std::collections::BTreeSet;
use std::io::Write;

use ::csv::Writer;
use chrono::{DateTime, Utc};

use super::{ExportError, each};
use crate::db::Database;
use crate::formats::csv_table::{Column, guarded, joined};
use crate::record::sender_record::{RecordedDose, SenderRecord};
use crate::record::{ContactKind, ContactOwner};

type Cells = [String; Column::ALL.len()];

/// Writes the whole registry.
pub fn write(database: &Database, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut table = table(out)?;
    each(database, &mut |record| write_rows(record, &mut table))?;
    Ok(table.flush()?)
}

/// Writes one patient.
pub fn write_one(record: &SenderRecord, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut table = table(out)?;
    write_rows(record, &mut table)?;
    Ok(table.flush()?)
}

fn table(out: &mut dyn Write) -> Result<Writer<&mut dyn Write>, ExportError> {
    let mut table = Writer::from_writer(out);
    table
        .write_record(Column::ALL.map(Column::name))
        .map_err(unwritable)?;
    Ok(table)
}

fn write_rows(record: &SenderRecord, table: &mut Writer<&mut dyn Write>) -> Result<(), ExportError> {
    rows(record)
        .into_iter()
        .try_for_each(|row| table.write_record(row.map(guarded)))
        .map_err(unwritable)
}

fn unwritable(error: ::csv::Error) -> ExportError {
    ExportError::Unwritable(error.into())
}

fn rows(record: &SenderRecord) -> Vec<Cells> {
    let mut times: BTreeSet<DateTime<Utc>> = BTreeSet::from([record.last_reported_at]);
    times.extend(record.contacts.iter().map(|contact| contact.last_reported_at));
    times.extend(record.doses.iter().map(|dose| dose.last_reported_at));
    let mut rows = Vec::new();
    for reported_at in times {
        let patient = patient(record, reported_at);
        let doses: Vec<_> = record
            .doses
            .iter()
            .filter(|dose| dose.last_reported_at == reported_at)
            .collect();
        if doses.is_empty() {
            rows.push(patient);
        } else {
            rows.extend(doses.into_iter().map(|told| dose(patient.clone(), told)));
        }
    }
    rows
}

fn patient(record: &SenderRecord, reported_at: DateTime<Utc>) -> Cells {
    let mut cells = Cells::default();
    let mut set = |column: Column, text: String| cells[column.place()] = text;
    set(Column::Sender, record.sender.clone());
    set(Column::PatientId, record.number.clone());
    set(
        Column::ReportedAt,
        reported_at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    );
    set(Column::FirstName, record.first_name.clone());
    set(Column::MiddleName, record.middle_name.clone().unwrap_or_default());
    set(Column::LastName, record.last_name.clone());
    set(Column::Suffix, record.suffix.clone().unwrap_or_default());
    let aliases = record
        .aliases
        .iter()
        .map(|alias| joined(&[&alias.last_name, &alias.first_name], ','));
    set(Column::Aliases, aliases.collect::<Vec<_>>().join(" | "));
    set(Column::BirthDate, record.birth_date.to_string());
    set(Column::Gender, record.gender.name().to_owned());
    for (column, kind, owner) in [
        (Column::Phones, ContactKind::Phone, ContactOwner::Patient),
        (Column::Emails, ContactKind::Email, ContactOwner::Patient),
        (Column::GuardianPhones, ContactKind::Phone, ContactOwner::Guardian),
        (Column::GuardianEmails, ContactKind::Email, ContactOwner::Guardian),
    ] {
        let values: Vec<_> = record
            .contacts
            .iter()
            .filter(|contact| {
                (contact.last_reported_at, contact.kind, contact.owner) == (reported_at, kind, owner)
            })
            .map(|contact| contact.value.as_str())
            .collect();
        set(column, joined(&values, '|'));
    }
    set(Column::Protected, yes(record.is_protected));
    set(Column::Deceased, yes(record.is_deceased));
    set(
        Column::DeceasedOn,
        record.deceased_on.map(|day| day.to_string()).unwrap_or_default(),
    );
    set(Column::MultipleBirth, yes(record.is_multiple_birth));
    cells
}

fn dose(mut cells: Cells, dose: &RecordedDose) -> Cells {
    let mut set = |column: Column, text: Option<&str>| {
        text.unwrap_or_default().clone_into(&mut cells[column.place()]);
    };
    set(Column::DoseId, dose.order_number.as_deref());
    set(Column::Cvx, Some(&dose.cvx));
    set(Column::Vaccine, dose.vaccine_text.as_deref());
    set(Column::Date, Some(&dose.occurrence_date.to_string()));
    set(Column::Manufacturer, dose.mvx.as_deref());
    set(Column::Product, dose.product.as_deref());
    set(Column::Lot, dose.lot_number.as_deref());
    set(Column::Performer, dose.performer.as_deref());
    set(Column::Historical, Some(&yes(dose.is_historical)));
    set(Column::Status, Some(dose.outcome.name()));
    cells
}

/// An empty cell does not clear the flag, so that a protection from another registry stays after an import.
fn yes(flag: bool) -> String {
    if flag { "yes".to_owned() } else { String::new() }
}
