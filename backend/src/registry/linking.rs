//! Records of different senders that belong to one person. They are never merged in the tables, only read together: so
//! a mistake is undone by separating them, and a correction by a sender joins or parts them by itself.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::ContactKey;
use super::contact_hash::keys;
use super::local::{MOST_PATIENTS_OF_A_CONTACT, ROWS_THAT_TELL};
use crate::db::patients::PatientRow;
use crate::db::{DbConnection, DbError, contacts, patients, separations};
use crate::matching::same_record::{Record, are_of_one_person};

/// These records and all that certainly are of the same person, these first. Empty where one of them is protected or its
/// person has died, and where these were separated from each other.
pub fn records_of(
    conn: &mut DbConnection,
    contact_key: &ContactKey,
    ids: &[i64],
) -> Result<Vec<i64>, DbError> {
    let rows = together(conn, contact_key, ids)?;
    if rows.iter().any(|row| row.is_protected || row.is_deceased) {
        return Ok(Vec::new());
    }
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// All records that are read together with these, found over the contacts they share.
pub fn together(
    conn: &mut DbConnection,
    contact_key: &ContactKey,
    ids: &[i64],
) -> Result<Vec<PatientRow>, DbError> {
    let mut found: Vec<PatientRow> = Vec::new();
    for id in ids {
        let Some(row) = patients::find(conn, *id)? else {
            continue;
        };
        if is_separated(conn, &found, &row)? {
            return Ok(Vec::new());
        }
        found.push(row);
    }
    let mut at = 0;
    while let Some(row) = found.get(at).cloned() {
        for other in on_its_contacts(conn, contact_key, &row)? {
            let is_new = found.iter().all(|known| known.id != other.id);
            if is_new
                && are_of_one_person(&record(&row)?, &record(&other)?)
                && !is_separated(conn, &found, &other)?
            {
                found.push(other);
            }
        }
        at += 1;
    }
    Ok(found)
}

/// Notes that two records are of two people, whatever they say.
pub fn separate(conn: &mut DbConnection, one: i64, other: i64, now: NaiveDateTime) -> Result<(), DbError> {
    separations::add(conn, one, other, now)
}

/// Takes a separation back. False when there was none.
pub fn rejoin(conn: &mut DbConnection, one: i64, other: i64) -> Result<bool, DbError> {
    separations::remove(conn, one, other)
}

fn on_its_contacts(
    conn: &mut DbConnection,
    contact_key: &ContactKey,
    row: &PatientRow,
) -> Result<Vec<PatientRow>, DbError> {
    let contacts = contacts::contacts_of(conn, row.id)?;
    let hashes: BTreeSet<_> = keys(&contacts, contact_key)?
        .into_iter()
        .map(|key| key.contact_hash)
        .collect();
    let mut others = Vec::new();
    for hash in hashes {
        let rows = contacts::patients_with(conn, &hash, ROWS_THAT_TELL)?;
        let people: BTreeSet<i64> = rows.iter().map(|(key, _)| key.patient_id).collect();
        if people.len() <= MOST_PATIENTS_OF_A_CONTACT {
            others.extend(rows.into_iter().map(|(_, patient)| patient));
        }
    }
    Ok(others)
}

fn is_separated(conn: &mut DbConnection, found: &[PatientRow], other: &PatientRow) -> Result<bool, DbError> {
    for row in found {
        if separations::are_separated(conn, row.id, other.id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn record(row: &PatientRow) -> Result<Record<'_>, DbError> {
    Ok(Record {
        first_name: &row.first_name,
        middle_name: row.middle_name.as_deref().unwrap_or_default(),
        last_name: &row.last_name,
        suffix: row.suffix.as_deref().unwrap_or_default(),
        birth_date: row.birth_date,
        gender: row.gender()?,
        is_multiple_birth: row.is_multiple_birth,
    })
}
