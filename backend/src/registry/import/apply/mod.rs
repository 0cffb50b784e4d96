//! One report into the tables. Everything is read and decided before the first row is written, so that a refused
//! message leaves nothing behind.

mod dose;
mod doses;
mod patient;

use super::rejection::Fault;
use super::report::Report;
use crate::db::contacts::{self, ContactRow};
use crate::db::patients::{self, PatientRow};
use crate::db::{DbConnection, DbError, immunizations};
use crate::registry::ContactKey;
use doses::Doses;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatientChange {
    Added,
    Updated,
    Unchanged,
}

/// What one report changed, for those who count.
#[derive(Debug, PartialEq, Eq)]
pub struct Changes {
    pub patient: PatientChange,
    pub doses_added: u64,
    pub doses_updated: u64,
    pub doses_deleted: u64,
    pub doses_unchanged: u64,
    pub warnings: u64,
}

/// Writes the report, or says why it is refused.
pub fn apply(
    conn: &mut DbConnection,
    contact_key: &ContactKey,
    report: &Report,
) -> Result<Result<Changes, Fault>, DbError> {
    let before = patients::find_row(conn, &report.sender, &report.patient.sender_patient_id)?;
    let contacts_before = match &before {
        Some(row) => contacts::contacts_of(conn, &row.id)?,
        None => Vec::new(),
    };
    let (after, contacts_after) = patient::merged(before.as_ref(), &contacts_before, report)?;
    let known = match &before {
        Some(row) => immunizations::rows_of(conn, &row.id)?,
        None => Vec::new(),
    };
    let mut doses = Doses::new(report, &after.id, known);
    for dose in &report.doses {
        if let Err(fault) = doses.take(conn, dose)? {
            return Ok(Err(fault));
        }
    }

    match &before {
        None => patients::insert(conn, &after)?,
        Some(before) if *before != after => patients::update(conn, &after)?,
        Some(_) => {}
    }
    write_contacts(conn, contact_key, &contacts_before, &contacts_after, &after)?;
    doses.write(conn)?;
    let patient = match &before {
        None => PatientChange::Added,
        Some(before) if has_news(before, &contacts_before, &after, &contacts_after) => PatientChange::Updated,
        Some(_) => PatientChange::Unchanged,
    };
    Ok(Ok(doses.changes(patient, report.warnings)))
}

/// True when more has changed than the times.
fn has_news(
    before: &PatientRow,
    contacts_before: &[ContactRow],
    after: &PatientRow,
    contacts_after: &[ContactRow],
) -> bool {
    let untimed = PatientRow {
        last_reported_at: after.last_reported_at,
        field_times: after.field_times.clone(),
        ..before.clone()
    };
    let values = |rows: &[ContactRow]| {
        rows.iter()
            .map(|row| (row.kind.clone(), row.value.clone(), row.owner.clone()))
            .collect::<Vec<_>>()
    };
    untimed != *after || values(contacts_before) != values(contacts_after)
}

/// The keys are made anew each time: rules or key may have changed since the contacts were written.
fn write_contacts(
    conn: &mut DbConnection,
    contact_key: &ContactKey,
    before: &[ContactRow],
    after: &[ContactRow],
    patient: &PatientRow,
) -> Result<(), DbError> {
    let keys = patient::keys(after, contact_key)?;
    if before == after && contacts::keys_of(conn, &patient.id)? == keys {
        return Ok(());
    }
    contacts::replace(conn, &patient.id, after, &keys)
}
