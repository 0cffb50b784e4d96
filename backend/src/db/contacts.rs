//! The tables `patient_contact` and `contact_hash`: the patients' contacts, and the index that finds patients by
//! contact.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::connection::DefaultLoadingMode;
use diesel::dsl::count;
use diesel::prelude::*;
use diesel::upsert::excluded;
use serde::{Deserialize, Serialize};

use super::patients::{self, PatientRow};
use super::schema::{contact_hash, patient, patient_contact};
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

/// The keyed hash that finds a contact.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Queryable, Selectable, Insertable)]
#[diesel(table_name = contact_hash, treat_none_as_default_value = false)]
pub struct ContactHashRow {
    pub hash: Vec<u8>,
    pub patient_id: i64,
    pub owner: String,
    pub last_seen_on: NaiveDate,
}

/// The patients with this contact, including protected and deceased ones; at most `limit` rows. A patient has one row
/// for each owner of the contact.
pub fn patients_with(
    conn: &mut DbConnection,
    hash: &[u8],
    limit: u32,
) -> Result<Vec<(ContactHashRow, PatientRow)>, DbError> {
    let rows = contact_hash::table
        .inner_join(patient::table.on(patient::id.eq(contact_hash::patient_id)))
        .filter(contact_hash::hash.eq(hash))
        .order((contact_hash::patient_id, contact_hash::owner));
    Ok(match conn {
        DbConnection::Postgres(conn) => rows
            .select((ContactHashRow::as_select(), PatientRow::as_select()))
            .limit(i64::from(limit))
            .load(conn)?,
        // Truncated here, because SQLite prepares a statement again whenever LIMIT is a bound value.
        DbConnection::Sqlite(conn) => rows
            .select((ContactHashRow::as_select(), PatientRow::as_select()))
            .load_iter::<(ContactHashRow, PatientRow), DefaultLoadingMode>(conn)?
            .take(limit as usize)
            .collect::<Result<_, _>>()?,
    })
}

/// The patients with each of the contacts, as `patients_with` finds them.
pub fn patients_with_any(
    conn: &mut DbConnection,
    hashes: &[Vec<u8>],
    limit: u32,
) -> Result<Vec<Vec<(ContactHashRow, PatientRow)>>, DbError> {
    if let DbConnection::Postgres(conn) = conn {
        // A single round trip, unless a contact has so many rows that the others may be missing.
        let most = i64::from(limit).saturating_mul(hashes.len().try_into().unwrap_or(i64::MAX));
        let mut rows: Vec<(ContactHashRow, PatientRow)> = contact_hash::table
            .inner_join(patient::table.on(patient::id.eq(contact_hash::patient_id)))
            .filter(contact_hash::hash.eq_any(hashes))
            .limit(most)
            .select((ContactHashRow::as_select(), PatientRow::as_select()))
            .load(conn)?;
        if rows.len() < usize::try_from(most).unwrap_or(usize::MAX) {
            rows.sort_by(|(a, _), (b, _)| a.cmp(b));
            let of = |hash: &Vec<u8>| {
                let same = rows.iter().filter(|(row, _)| row.hash == *hash);
                same.take(limit as usize).cloned().collect()
            };
            return Ok(hashes.iter().map(of).collect());
        }
    }
    let each = hashes.iter();
    each.map(|hash| patients_with(conn, hash, limit)).collect()
}

/// Whether the contact has more rows than this, counted in the index alone.
pub fn has_more_rows_than(conn: &mut DbConnection, hash: &[u8], rows: u32) -> Result<bool, DbError> {
    let further: Option<i64> = contact_hash::table
        .filter(contact_hash::hash.eq(hash))
        .select(contact_hash::patient_id)
        .order((contact_hash::patient_id, contact_hash::owner))
        .offset(i64::from(rows))
        .limit(1)
        .get_result(conn)
        .optional()?;
    Ok(further.is_some())
}

/// The number of patients for which each sender reports this contact.
pub fn patients_by_sender(conn: &mut DbConnection, hash: &[u8]) -> Result<Vec<(String, i64)>, DbError> {
    Ok(contact_hash::table
        .inner_join(patient::table.on(patient::id.eq(contact_hash::patient_id)))
        .filter(contact_hash::hash.eq(hash))
        .group_by(patient::sender)
        .select((
            patient::sender,
            count(contact_hash::patient_id).aggregate_distinct(),
        ))
        .load(conn)?)
}

/// The patients with this contact, without those of some senders, ordered as in `patients_with`.
pub fn patients_of_other_senders(
    conn: &mut DbConnection,
    hash: &[u8],
    without: &[String],
) -> Result<Vec<(ContactHashRow, PatientRow)>, DbError> {
    Ok(per_backend!(conn, |conn| contact_hash::table
        .inner_join(patient::table.on(patient::id.eq(contact_hash::patient_id)))
        .filter(contact_hash::hash.eq(hash))
        .filter(patient::sender.ne_all(without))
        .order((contact_hash::patient_id, contact_hash::owner))
        .select((ContactHashRow::as_select(), PatientRow::as_select()))
        .load(conn))?)
}

/// A contact hash, a patient with it, and the patient's sender.
pub type HashOfPatient = (Vec<u8>, i64, String);

/// The next hashes from this one on, each with its patients in order. A patient may have two rows for a hash.
pub fn hashes_from(conn: &mut DbConnection, hash: &[u8], limit: u32) -> Result<Vec<HashOfPatient>, DbError> {
    Ok(per_backend!(conn, |conn| contact_hash::table
        .inner_join(patient::table.on(patient::id.eq(contact_hash::patient_id)))
        .filter(contact_hash::hash.ge(hash))
        .order((contact_hash::hash, contact_hash::patient_id, contact_hash::owner))
        .limit(i64::from(limit))
        .select((contact_hash::hash, contact_hash::patient_id, patient::sender))
        .load(conn))?)
}

/// The existing patients with these ids, in the order of their ids, with their contacts.
pub fn patients_and_contacts(
    conn: &mut DbConnection,
    ids: &[i64],
) -> Result<(Vec<PatientRow>, Vec<ContactRow>), DbError> {
    let DbConnection::Postgres(conn) = conn else {
        return Ok((patients::find_all(conn, ids)?, contacts_of_all(conn, ids)?));
    };
    // A single round trip.
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

/// The contacts in the order of the primary key.
pub fn contacts_of(conn: &mut DbConnection, patient_id: i64) -> Result<Vec<ContactRow>, DbError> {
    let mut rows: Vec<ContactRow> = per_backend!(conn, |conn| patient_contact::table
        .filter(patient_contact::patient_id.eq(patient_id))
        .select(ContactRow::as_select())
        .load(conn))?;
    // Sorted here, because the engines collate text differently.
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

/// Updates the times at which the contacts were last reported.
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
        let row = patient_contact::table.find((row.patient_id, &row.kind, &row.value, &row.owner));
        per_backend!(conn, |conn| diesel::delete(row).execute(conn))?;
    }
    Ok(())
}

/// The hashes of all these patients.
pub fn hashes_of_all(conn: &mut DbConnection, patient_ids: &[i64]) -> Result<Vec<ContactHashRow>, DbError> {
    Ok(per_backend!(conn, |conn| contact_hash::table
        .filter(contact_hash::patient_id.eq_any(patient_ids))
        .select(ContactHashRow::as_select())
        .load(conn))?)
}

pub fn insert_hashes(conn: &mut DbConnection, rows: &[&ContactHashRow]) -> Result<(), DbError> {
    insert_rows!(conn, contact_hash::table, rows);
    Ok(())
}

/// Updates the times at which the contacts were last reported, and inserts the rows that are missing.
pub fn update_hashes(conn: &mut DbConnection, rows: &[&ContactHashRow]) -> Result<(), DbError> {
    update_rows!(
        conn,
        contact_hash::table,
        rows,
        (contact_hash::hash, contact_hash::patient_id, contact_hash::owner),
        contact_hash::last_seen_on.eq(excluded(contact_hash::last_seen_on))
    );
    Ok(())
}

pub fn delete_hashes(conn: &mut DbConnection, rows: &[&ContactHashRow]) -> Result<(), DbError> {
    for row in rows {
        let row = contact_hash::table.find((&row.hash, row.patient_id, &row.owner));
        per_backend!(conn, |conn| diesel::delete(row).execute(conn))?;
    }
    Ok(())
}
