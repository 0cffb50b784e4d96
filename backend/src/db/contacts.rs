//! The tables `patient_contact` and `contact_key`: how patients can be reached, and the only way from a contact to them.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::connection::DefaultLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::upsert::excluded;
use serde::{Deserialize, Serialize};

use super::patients::{self, PatientRow};
use super::schema::{contact_key, patient, patient_contact};
use super::{DbConnection, DbError};
use crate::record::{ContactKind, ContactOwner};

/// A contact as reported. `kind` is `phone` or `email`, `owner` is `self` or `guardian`.
#[derive(
    Clone, PartialEq, Eq, PartialOrd, Ord, Queryable, Selectable, Insertable, Serialize, Deserialize,
)]
#[diesel(table_name = patient_contact, treat_none_as_default_value = false)]
pub struct ContactRow {
    pub patient_id: i64,
    pub kind: String,
    pub value: String,
    pub owner: String,
    pub last_reported_at: NaiveDateTime,
}

impl ContactRow {
    pub fn kind(&self) -> Result<ContactKind, DbError> {
        ContactKind::from_name(&self.kind).ok_or(DbError::UnknownValue("patient_contact.kind"))
    }

    pub fn owner(&self) -> Result<ContactOwner, DbError> {
        ContactOwner::from_name(&self.owner).ok_or(DbError::UnknownValue("patient_contact.owner"))
    }
}

/// What a contact is found by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Queryable, Selectable, Insertable)]
#[diesel(table_name = contact_key, treat_none_as_default_value = false)]
pub struct KeyRow {
    pub contact_hash: Vec<u8>,
    pub patient_id: i64,
    pub owner: String,
    pub last_seen_on: NaiveDate,
}

/// Everyone a contact stands on, protected and deceased people too, at most `limit` rows: a patient has one row for
/// each owner.
pub fn patients_with(
    conn: &mut DbConnection,
    contact_hash: &[u8],
    limit: usize,
) -> Result<Vec<(KeyRow, PatientRow)>, DbError> {
    // Cut off here: SQLite prepares a statement anew whenever the number behind LIMIT is bound.
    Ok(on_the_engine!(conn, |conn| contact_key::table
        .inner_join(patient::table.on(patient::id.eq(contact_key::patient_id)))
        .filter(contact_key::contact_hash.eq(contact_hash))
        .order((contact_key::patient_id, contact_key::owner))
        .select((KeyRow::as_select(), PatientRow::as_select()))
        .load_iter::<(KeyRow, PatientRow), DefaultLoadingMode>(conn)?
        .take(limit)
        .collect::<Result<_, _>>())?)
}

/// Everyone each of the contacts stands on, as `patients_with` finds them.
pub fn patients_with_any(
    conn: &mut DbConnection,
    contact_hashes: &[Vec<u8>],
    limit: usize,
) -> Result<Vec<Vec<(KeyRow, PatientRow)>>, DbError> {
    let DbConnection::Postgres(conn) = conn else {
        let each = contact_hashes.iter();
        return each.map(|hash| patients_with(conn, hash, limit)).collect();
    };
    // One round trip.
    let rows: Vec<(KeyRow, PatientRow)> = contact_key::table
        .inner_join(patient::table.on(patient::id.eq(contact_key::patient_id)))
        .filter(contact_key::contact_hash.eq_any(contact_hashes))
        .order((contact_key::patient_id, contact_key::owner))
        .select((KeyRow::as_select(), PatientRow::as_select()))
        .load(conn)?;
    let of = |hash: &Vec<u8>| {
        let same = rows.iter().filter(|(key, _)| key.contact_hash == *hash);
        same.take(limit).cloned().collect()
    };
    Ok(contact_hashes.iter().map(of).collect())
}

/// Those of the patients that are there, in the order of the numbers, and their contacts.
pub fn patients_and_contacts(
    conn: &mut DbConnection,
    ids: &[i64],
) -> Result<(Vec<PatientRow>, Vec<ContactRow>), DbError> {
    let DbConnection::Postgres(conn) = conn else {
        return Ok((patients::find_all(conn, ids)?, contacts_of_all(conn, ids)?));
    };
    // One round trip.
    let rows: Vec<(PatientRow, Option<ContactRow>)> = patient::table
        .left_join(patient_contact::table.on(patient_contact::patient_id.eq(patient::id)))
        .filter(patient::id.eq_any(ids))
        .select((PatientRow::as_select(), Option::<ContactRow>::as_select()))
        .load(conn)?;
    let (mut patients, contacts): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    patients.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    patients.dedup_by_key(|row| row.id);
    Ok((patients, contacts.into_iter().flatten().collect()))
}

/// In the order of the primary key.
pub fn contacts_of(conn: &mut DbConnection, patient_id: i64) -> Result<Vec<ContactRow>, DbError> {
    let mut rows: Vec<ContactRow> = on_the_engine!(conn, |conn| patient_contact::table
        .filter(patient_contact::patient_id.eq(patient_id))
        .select(ContactRow::as_select())
        .load(conn))?;
    // Sorted here, because the engines sort letters differently.
    rows.sort();
    Ok(rows)
}

/// The contacts of all these patients.
pub fn contacts_of_all(conn: &mut DbConnection, patient_ids: &[i64]) -> Result<Vec<ContactRow>, DbError> {
    let mut rows: Vec<ContactRow> = match conn {
        DbConnection::Postgres(conn) => patient_contact::table
            .filter(patient_contact::patient_id.eq_any(patient_ids))
            .select(ContactRow::as_select())
            .load(conn)?,
        DbConnection::Sqlite(_) => {
            let mut rows = Vec::new();
            for id in patient_ids {
                rows.extend(contacts_of(conn, *id)?);
            }
            rows
        }
    };
    rows.sort();
    Ok(rows)
}

pub fn insert_all(conn: &mut DbConnection, rows: &[&ContactRow]) -> Result<(), DbError> {
    insert_rows!(conn, patient_contact::table, rows);
    Ok(())
}

/// The same contacts, told anew.
pub fn update_all(conn: &mut DbConnection, rows: &[&ContactRow]) -> Result<(), DbError> {
    update_rows!(
        conn,
        patient_contact::table,
        rows,
        (
            patient_contact::patient_id,
            patient_contact::kind,
            patient_contact::value,
            patient_contact::owner
        ),
        patient_contact::last_reported_at.eq(excluded(patient_contact::last_reported_at))
    );
    Ok(())
}

pub fn delete_all(conn: &mut DbConnection, rows: &[&ContactRow]) -> Result<(), DbError> {
    for row in rows {
        let place = patient_contact::table.find((row.patient_id, &row.kind, &row.value, &row.owner));
        on_the_engine!(conn, |conn| diesel::delete(place).execute(conn))?;
    }
    Ok(())
}

pub fn insert_key(conn: &mut DbConnection, row: &KeyRow) -> Result<(), DbError> {
    insert_keys(conn, &[row])
}

pub fn insert_keys(conn: &mut DbConnection, rows: &[&KeyRow]) -> Result<(), DbError> {
    insert_rows!(conn, contact_key::table, rows);
    Ok(())
}

/// The same keys, seen later.
pub fn update_keys(conn: &mut DbConnection, rows: &[&KeyRow]) -> Result<(), DbError> {
    update_rows!(
        conn,
        contact_key::table,
        rows,
        (
            contact_key::contact_hash,
            contact_key::patient_id,
            contact_key::owner
        ),
        contact_key::last_seen_on.eq(excluded(contact_key::last_seen_on))
    );
    Ok(())
}

pub fn delete_keys(conn: &mut DbConnection, rows: &[&KeyRow]) -> Result<(), DbError> {
    for row in rows {
        let place = contact_key::table.find((&row.contact_hash, row.patient_id, &row.owner));
        on_the_engine!(conn, |conn| diesel::delete(place).execute(conn))?;
    }
    Ok(())
}

/// Deletes some of the keys, so that all can be made anew. False when none was left.
pub fn delete_some_keys(conn: &mut DbConnection, limit: i64) -> Result<bool, DbError> {
    let statement = "DELETE FROM contact_key WHERE (contact_hash, patient_id, owner) IN \
                     (SELECT contact_hash, patient_id, owner FROM contact_key LIMIT $1)";
    let deleted = diesel::sql_query(statement)
        .bind::<BigInt, _>(limit)
        .execute(conn)?;
    Ok(deleted > 0)
}
