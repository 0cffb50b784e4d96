//! Writes the difference between the loaded rows and the new ones, table by table.

use std::cmp::Ordering;

use super::history::ReportRows;
use super::open_patient::OpenPatient;
use super::stored_patient::StoredPatient;
use super::stored_report::ReportEncoder;
use crate::db::contacts::{ContactHashRow, ContactRow};
use crate::db::immunizations::ImmunizationRow;
use crate::db::patients::PatientRow;
use crate::db::{DbConnection, DbError, contacts, immunizations, patients, reports};
use crate::registry::ContactHasher;
use crate::registry::contact_hash::contact_hashes;

/// The rows of one table that have to be deleted, inserted and updated.
struct Rows<'h, T> {
    removed: Vec<&'h T>,
    new: Vec<&'h T>,
    changed: Vec<&'h T>,
}

/// Writes the rows that differ, and the reports.
pub fn write(
    conn: &mut DbConnection,
    hashers: &[ContactHasher],
    patients: &mut [OpenPatient],
) -> Result<(), DbError> {
    write_reports(conn, patients)?;
    write_patients(conn, patients)?;
    write_contacts(conn, patients)?;
    for hasher in hashers {
        write_contact_hashes(conn, hasher, patients)?;
    }
    write_doses(conn, patients)
}

fn write_reports(conn: &mut DbConnection, patients: &mut [OpenPatient]) -> Result<(), DbError> {
    let (mut encoder, mut rows) = (ReportEncoder::default(), ReportRows::default());
    for patient in patients {
        patient.report_rows(&mut encoder, &mut rows);
    }
    for (patient_id, key) in &rows.removed {
        reports::delete(conn, *patient_id, key.reported_at, &key.digest)?;
    }
    reports::insert_all(conn, &rows.new.iter().collect::<Vec<_>>())?;
    reports::update_all(conn, &rows.changed.iter().collect::<Vec<_>>())
}

fn write_patients(conn: &mut DbConnection, patients: &[OpenPatient]) -> Result<(), DbError> {
    let mut rows: Rows<'_, PatientRow> = Rows::none();
    for patient in patients {
        let before = patient.before.iter().map(|before| &before.patient);
        rows.compare(before, std::iter::once(&patient.now.patient), |a, b| {
            a.id.cmp(&b.id)
        });
    }
    patients::insert_all(conn, &rows.new)?;
    patients::update_all(conn, &rows.changed)
}

fn write_contacts(conn: &mut DbConnection, patients: &[OpenPatient]) -> Result<(), DbError> {
    fn same(a: &ContactRow, b: &ContactRow) -> Ordering {
        (&a.kind, &a.value, &a.owner).cmp(&(&b.kind, &b.value, &b.owner))
    }
    let mut rows: Rows<'_, ContactRow> = Rows::none();
    for patient in patients {
        rows.compare(
            before(patient, |stored| &stored.contacts),
            &patient.now.contacts,
            same,
        );
    }
    contacts::delete_all(conn, &rows.removed)?;
    contacts::insert_all(conn, &rows.new)?;
    contacts::update_all(conn, &rows.changed)
}

fn write_contact_hashes(
    conn: &mut DbConnection,
    hasher: &ContactHasher,
    patients: &[OpenPatient],
) -> Result<(), DbError> {
    fn same(a: &ContactHashRow, b: &ContactHashRow) -> Ordering {
        (&a.hash, &a.owner).cmp(&(&b.hash, &b.owner))
    }
    let mut hashes = Vec::new();
    for patient in patients {
        let before = before(patient, |stored| &stored.contacts);
        if before != patient.now.contacts {
            hashes.push((
                contact_hashes(before, hasher)?,
                contact_hashes(&patient.now.contacts, hasher)?,
            ));
        }
    }
    let mut rows: Rows<'_, ContactHashRow> = Rows::none();
    for (before, now) in &hashes {
        rows.compare(before, now, same);
    }
    contacts::delete_hashes(conn, &rows.removed)?;
    contacts::insert_hashes(conn, &rows.new)?;
    contacts::update_hashes(conn, &rows.changed)
}

fn write_doses(conn: &mut DbConnection, patients: &[OpenPatient]) -> Result<(), DbError> {
    let mut rows: Rows<'_, ImmunizationRow> = Rows::none();
    for patient in patients {
        let before = before(patient, |stored| &stored.doses);
        rows.compare(before, &patient.now.doses, |a, b| a.number.cmp(&b.number));
    }
    immunizations::delete_all(conn, &rows.removed)?;
    immunizations::insert_all(conn, &rows.new)?;
    immunizations::update_all(conn, &rows.changed)
}

fn before<T>(patient: &OpenPatient, rows: impl Fn(&StoredPatient) -> &Vec<T>) -> &[T] {
    patient
        .before
        .as_ref()
        .map_or(&[], |before| rows(before).as_slice())
}

impl<'h, T: PartialEq> Rows<'h, T> {
    const fn none() -> Self {
        Self {
            removed: Vec::new(),
            new: Vec::new(),
            changed: Vec::new(),
        }
    }

    /// Adds the differences of two lists that are sorted by their keys.
    fn compare(
        &mut self,
        before: impl IntoIterator<Item = &'h T>,
        now: impl IntoIterator<Item = &'h T>,
        same: impl Fn(&T, &T) -> Ordering,
    ) {
        let mut before = before.into_iter().peekable();
        for row in now {
            while let Some(removed) = before.next_if(|old| same(old, row) == Ordering::Less) {
                self.removed.push(removed);
            }
            match before.next_if(|old| same(old, row) == Ordering::Equal) {
                None => self.new.push(row),
                Some(old) if old != row => self.changed.push(row),
                Some(_) => {}
            }
        }
        self.removed.extend(before);
    }
}
