//! What differs between the rows as they were loaded and as they are to be, table by table.

use std::cmp::Ordering;

use super::held::Held;
use super::history::ReportRows;
use super::holding::Holding;
use super::kept::Keeper;
use crate::db::contacts::{ContactRow, KeyRow};
use crate::db::immunizations::ImmunizationRow;
use crate::db::patients::PatientRow;
use crate::db::{DbConnection, DbError, contacts, immunizations, patients, reports};
use crate::registry::ContactKey;
use crate::registry::contact_hash::keys;

/// The rows of one table that have to be written.
struct Rows<'h, T> {
    gone: Vec<&'h T>,
    new: Vec<&'h T>,
    changed: Vec<&'h T>,
}

/// Writes what differs, and the reports.
pub fn write(conn: &mut DbConnection, contact_key: &ContactKey, held: &mut [Held]) -> Result<(), DbError> {
    write_reports(conn, held)?;
    write_patients(conn, held)?;
    write_contacts(conn, held)?;
    write_keys(conn, contact_key, held)?;
    write_doses(conn, held)
}

fn write_reports(conn: &mut DbConnection, held: &mut [Held]) -> Result<(), DbError> {
    let (mut keeper, mut rows) = (Keeper::default(), ReportRows::default());
    for held in held {
        held.report_rows(&mut keeper, &mut rows);
    }
    for (patient_id, place) in &rows.gone {
        reports::delete(conn, *patient_id, place.reported_at, &place.digest)?;
    }
    reports::insert_all(conn, &rows.new.iter().collect::<Vec<_>>())?;
    reports::update_all(conn, &rows.changed.iter().collect::<Vec<_>>())
}

fn write_patients(conn: &mut DbConnection, held: &[Held]) -> Result<(), DbError> {
    let mut rows: Rows<'_, PatientRow> = Rows::none();
    for held in held {
        let before = held.before.iter().map(|before| &before.patient);
        rows.compare(before, std::iter::once(&held.now.patient), |a, b| a.id.cmp(&b.id));
    }
    patients::insert_all(conn, &rows.new)?;
    patients::update_all(conn, &rows.changed)
}

fn write_contacts(conn: &mut DbConnection, held: &[Held]) -> Result<(), DbError> {
    fn same(a: &ContactRow, b: &ContactRow) -> Ordering {
        (&a.kind, &a.value, &a.owner).cmp(&(&b.kind, &b.value, &b.owner))
    }
    let mut rows: Rows<'_, ContactRow> = Rows::none();
    for held in held {
        rows.compare(
            before(held, |holding| &holding.contacts),
            &held.now.contacts,
            same,
        );
    }
    contacts::delete_all(conn, &rows.gone)?;
    contacts::insert_all(conn, &rows.new)?;
    contacts::update_all(conn, &rows.changed)
}

fn write_keys(conn: &mut DbConnection, contact_key: &ContactKey, held: &[Held]) -> Result<(), DbError> {
    fn same(a: &KeyRow, b: &KeyRow) -> Ordering {
        (&a.contact_hash, &a.owner).cmp(&(&b.contact_hash, &b.owner))
    }
    let mut keys_of = Vec::new();
    for held in held {
        let before = before(held, |holding| &holding.contacts);
        if before != held.now.contacts {
            keys_of.push((keys(before, contact_key)?, keys(&held.now.contacts, contact_key)?));
        }
    }
    let mut rows: Rows<'_, KeyRow> = Rows::none();
    for (before, now) in &keys_of {
        rows.compare(before, now, same);
    }
    contacts::delete_keys(conn, &rows.gone)?;
    contacts::insert_keys(conn, &rows.new)?;
    contacts::update_keys(conn, &rows.changed)
}

fn write_doses(conn: &mut DbConnection, held: &[Held]) -> Result<(), DbError> {
    let mut rows: Rows<'_, ImmunizationRow> = Rows::none();
    for held in held {
        let before = before(held, |holding| &holding.doses);
        rows.compare(before, &held.now.doses, |a, b| a.number.cmp(&b.number));
    }
    immunizations::delete_all(conn, &rows.gone)?;
    immunizations::insert_all(conn, &rows.new)?;
    immunizations::update_all(conn, &rows.changed)
}

fn before<T>(held: &Held, rows: impl Fn(&Holding) -> &Vec<T>) -> &[T] {
    held.before.as_ref().map_or(&[], |before| rows(before).as_slice())
}

impl<'h, T: PartialEq> Rows<'h, T> {
    const fn none() -> Self {
        Self {
            gone: Vec::new(),
            new: Vec::new(),
            changed: Vec::new(),
        }
    }

    /// Adds what differs between two lists that are sorted by what makes two rows the same one.
    fn compare(
        &mut self,
        before: impl IntoIterator<Item = &'h T>,
        now: impl IntoIterator<Item = &'h T>,
        same: impl Fn(&T, &T) -> Ordering,
    ) {
        let mut before = before.into_iter().peekable();
        for row in now {
            while let Some(gone) = before.next_if(|old| same(old, row) == Ordering::Less) {
                self.gone.push(gone);
            }
            match before.next_if(|old| same(old, row) == Ordering::Equal) {
                None => self.new.push(row),
                Some(old) if old != row => self.changed.push(row),
                Some(_) => {}
            }
        }
        self.gone.extend(before);
    }
}
