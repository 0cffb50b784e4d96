//! One report into the tables. The registry is what its reports add up to, in the order they were told: so it does not
//! depend on the order in which they arrive, nor on how often.

use super::changes::{Changes, PatientChange, changes};
use super::holding::Holding;
use super::kept::{self, KeptReport};
use super::report::Report;
use crate::db::contacts::{ContactRow, KeyRow};
use crate::db::immunizations::ImmunizationRow;
use crate::db::{DbConnection, DbError, contacts, immunizations, patients, registry_state, reports};
use crate::registry::ContactKey;
use crate::registry::contact_hash::keys;

const NEXT_PATIENT_ID: &str = "next_patient_id";

/// Hands out patients' numbers within one transaction.
pub struct PatientIds {
    next: i64,
    given: i64,
}

impl PatientIds {
    pub fn load(conn: &mut DbConnection) -> Result<Self, DbError> {
        let next = match registry_state::get(conn, NEXT_PATIENT_ID)? {
            Some(text) => text
                .parse()
                .map_err(|_| DbError::UnknownValue("registry_state.next_patient_id"))?,
            None => 1,
        };
        Ok(Self { next, given: 0 })
    }

    fn take(&mut self) -> i64 {
        self.given += 1;
        self.next + self.given - 1
    }

    pub fn save(&self, conn: &mut DbConnection) -> Result<(), DbError> {
        if self.given == 0 {
            return Ok(());
        }
        registry_state::set(conn, NEXT_PATIENT_ID, &(self.next + self.given).to_string())
    }
}

/// Stores the report, unless it is there already.
pub fn store(
    conn: &mut DbConnection,
    contact_key: &ContactKey,
    ids: &mut PatientIds,
    (report, kept): (&Report, &KeptReport),
) -> Result<Changes, DbError> {
    let Some(patient) = patients::find_row(conn, &report.sender, &report.patient.sender_patient_id)? else {
        let after = Holding::first(ids.take(), report, kept)?;
        write(conn, contact_key, None, &after)?;
        reports::insert(conn, &kept.row(after.patient.id))?;
        return Ok(changes(report, None, &after));
    };
    let row = kept.row(patient.id);
    let latest = (patient.last_reported_at, patient.last_report_digest.as_slice());
    let is_latest = (row.told_at, row.digest.as_slice()) > latest;
    if !is_latest && reports::is_there(conn, &row)? {
        return Ok(Changes {
            patient: PatientChange::Unchanged,
            doses_unchanged: report.doses.len() as u64,
            warnings: report.warnings.clone(),
            ..Changes::default()
        });
    }
    let before = Holding {
        contacts: contacts::contacts_of(conn, patient.id)?,
        doses: immunizations::rows_of(conn, patient.id)?,
        patient,
    };
    reports::insert(conn, &row)?;
    let after = if is_latest {
        let mut after = before.clone();
        after.take(report, kept)?;
        after
    } else {
        replayed(conn, before.patient.id)?
    };
    write(conn, contact_key, Some(&before), &after)?;
    Ok(changes(report, Some(&before), &after))
}

/// A report that arrives late changes what the later ones add to.
fn replayed(conn: &mut DbConnection, patient_id: i64) -> Result<Holding, DbError> {
    let mut holding: Option<Holding> = None;
    for row in reports::reports_of(conn, patient_id)? {
        let (report, kept) = kept::open(row)?;
        match &mut holding {
            Some(holding) => holding.take(&report, &kept)?,
            None => holding = Some(Holding::first(patient_id, &report, &kept)?),
        }
    }
    holding.ok_or(DbError::UnknownValue("report"))
}

/// Writes what differs.
fn write(
    conn: &mut DbConnection,
    contact_key: &ContactKey,
    before: Option<&Holding>,
    after: &Holding,
) -> Result<(), DbError> {
    match before {
        None => patients::insert(conn, &after.patient)?,
        Some(before) if before.patient != after.patient => patients::update(conn, &after.patient)?,
        Some(_) => {}
    }
    write_contacts(conn, contact_key, before, after)?;
    let doses_before = before.map_or(&[][..], |before| before.doses.as_slice());
    let same = |a: &ImmunizationRow, b: &ImmunizationRow| a.number == b.number;
    for row in gone(doses_before, &after.doses, same) {
        immunizations::delete(conn, row)?;
    }
    for (row, before) in told(doses_before, &after.doses, same) {
        match before {
            None => immunizations::insert(conn, row)?,
            Some(before) if before != row => immunizations::update(conn, row)?,
            Some(_) => {}
        }
    }
    Ok(())
}

fn write_contacts(
    conn: &mut DbConnection,
    contact_key: &ContactKey,
    before: Option<&Holding>,
    after: &Holding,
) -> Result<(), DbError> {
    let contacts_before = before.map_or(&[][..], |before| before.contacts.as_slice());
    if contacts_before == after.contacts {
        return Ok(());
    }
    let same =
        |a: &ContactRow, b: &ContactRow| (&a.kind, &a.value, &a.owner) == (&b.kind, &b.value, &b.owner);
    for row in gone(contacts_before, &after.contacts, same) {
        contacts::delete(conn, row)?;
    }
    for (row, before) in told(contacts_before, &after.contacts, same) {
        match before {
            None => contacts::insert(conn, row)?,
            Some(before) if before != row => contacts::update(conn, row)?,
            Some(_) => {}
        }
    }
    let (keys_before, keys_after) = (
        keys(contacts_before, contact_key)?,
        keys(&after.contacts, contact_key)?,
    );
    let same = |a: &KeyRow, b: &KeyRow| (&a.contact_hash, &a.owner) == (&b.contact_hash, &b.owner);
    for row in gone(&keys_before, &keys_after, same) {
        contacts::delete_key(conn, row)?;
    }
    for (row, before) in told(&keys_before, &keys_after, same) {
        match before {
            None => contacts::insert_key(conn, row)?,
            Some(before) if before != row => contacts::update_key(conn, row)?,
            Some(_) => {}
        }
    }
    Ok(())
}

/// The rows that have no successor.
fn gone<'r, T>(
    before: &'r [T],
    after: &'r [T],
    same: impl Fn(&T, &T) -> bool,
) -> impl Iterator<Item = &'r T> {
    before
        .iter()
        .filter(move |row| !after.iter().any(|other| same(row, other)))
}

/// The rows that are to be, each with the one it follows.
fn told<'r, T>(
    before: &'r [T],
    after: &'r [T],
    same: impl Fn(&T, &T) -> bool,
) -> impl Iterator<Item = (&'r T, Option<&'r T>)> {
    after
        .iter()
        .map(move |row| (row, before.iter().find(|other| same(row, other))))
}
