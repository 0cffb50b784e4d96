//! CSV: a row for each dose. It holds all that is known, so two registries are the same when their tables are.
//!
//! What was told at another time stands in rows of its own, with that time: so an import of the table knows how old
//! each dose and each contact is.

use std::collections::BTreeSet;
use std::io::Write;

use ::csv::Writer;
use chrono::NaiveDateTime;

use super::{ExportError, Held, each};
use crate::db::contacts::ContactRow;
use crate::db::immunizations::ImmunizationRow;
use crate::db::{Database, DbError};
use crate::formats::csv_table::{Column, guarded, joined};
use crate::matching::normalize::ContactKind;
use crate::registry::contact_hash::{GUARDIAN, OWN, kind_text};

type Cells = [String; Column::ALL.len()];

/// Writes the whole registry.
pub fn write(database: &Database, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut table = table(out)?;
    each(database, &mut |held| write_rows(held, &mut table))?;
    Ok(table.flush()?)
}

/// Writes one patient.
pub fn write_one(held: &Held, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut table = table(out)?;
    write_rows(held, &mut table)?;
    Ok(table.flush()?)
}

fn table(out: &mut dyn Write) -> Result<Writer<&mut dyn Write>, ExportError> {
    let mut table = Writer::from_writer(out);
    table
        .write_record(Column::ALL.map(Column::name))
        .map_err(unwritable)?;
    Ok(table)
}

fn write_rows(held: &Held, table: &mut Writer<&mut dyn Write>) -> Result<(), ExportError> {
    for row in rows(held)? {
        table.write_record(row.map(guarded)).map_err(unwritable)?;
    }
    Ok(())
}

fn unwritable(error: ::csv::Error) -> ExportError {
    ExportError::Unwritable(error.into())
}

fn rows(held: &Held) -> Result<Vec<Cells>, DbError> {
    let mut times: BTreeSet<NaiveDateTime> = BTreeSet::from([held.patient.last_reported_at]);
    times.extend(held.contacts.iter().map(|contact| contact.last_reported_at));
    times.extend(held.doses.iter().map(|dose| dose.last_reported_at));
    let mut rows = Vec::new();
    for told_at in times {
        let patient = patient(held, told_at)?;
        let doses: Vec<_> = held
            .doses
            .iter()
            .filter(|dose| dose.last_reported_at == told_at)
            .collect();
        if doses.is_empty() {
            rows.push(patient);
        } else {
            rows.extend(doses.into_iter().map(|told| dose(patient.clone(), told)));
        }
    }
    Ok(rows)
}

fn patient(held: &Held, told_at: NaiveDateTime) -> Result<Cells, DbError> {
    let mut cells = Cells::default();
    let mut set = |column: Column, text: String| cells[column.place()] = text;
    let row = &held.patient;
    set(Column::Sender, row.sender.clone());
    set(Column::PatientId, row.sender_patient_id.clone());
    set(Column::ToldAt, told_at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    set(Column::FirstName, row.first_name.clone());
    set(Column::MiddleName, row.middle_name.clone().unwrap_or_default());
    set(Column::LastName, row.last_name.clone());
    set(Column::Suffix, row.suffix.clone().unwrap_or_default());
    let aliases = row
        .aliases()?
        .into_iter()
        .map(|alias| joined(&[&alias.last_name, &alias.first_name], ','));
    set(Column::Aliases, aliases.collect::<Vec<_>>().join(" | "));
    set(Column::BirthDate, row.birth_date.to_string());
    set(Column::Gender, row.gender.clone());
    for (column, kind, owner) in [
        (Column::Phones, ContactKind::Phone, OWN),
        (Column::Emails, ContactKind::Email, OWN),
        (Column::GuardianPhones, ContactKind::Phone, GUARDIAN),
        (Column::GuardianEmails, ContactKind::Email, GUARDIAN),
    ] {
        let is_wanted = |contact: &&ContactRow| {
            contact.last_reported_at == told_at && contact.kind == kind_text(kind) && contact.owner == owner
        };
        let values: Vec<_> = held
            .contacts
            .iter()
            .filter(is_wanted)
            .map(|contact| contact.value.as_str())
            .collect();
        set(column, joined(&values, '|'));
    }
    set(Column::Protected, yes(row.is_protected));
    set(Column::Deceased, yes(row.is_deceased));
    set(
        Column::DeceasedOn,
        row.deceased_on.map(|day| day.to_string()).unwrap_or_default(),
    );
    set(Column::MultipleBirth, yes(row.is_multiple_birth));
    Ok(cells)
}

fn dose(mut cells: Cells, row: &ImmunizationRow) -> Cells {
    let mut set = |column: Column, text: Option<&String>| {
        cells[column.place()] = text.cloned().unwrap_or_default();
    };
    set(Column::DoseId, row.filler_order_number.as_ref());
    set(Column::Cvx, Some(&row.cvx));
    set(Column::Vaccine, row.vaccine_text.as_ref());
    set(Column::Date, Some(&row.occurrence_date.to_string()));
    set(Column::Manufacturer, row.mvx.as_ref());
    set(Column::Product, row.product.as_ref());
    set(Column::Lot, row.lot_number.as_ref());
    set(Column::Performer, row.performer.as_ref());
    set(Column::Historical, Some(&yes(row.is_historical)));
    set(Column::Status, Some(&row.outcome));
    cells
}

/// An empty cell takes nothing back: a protection that another registry knows of stays.
fn yes(flag: bool) -> String {
    if flag { "yes".to_owned() } else { String::new() }
}
