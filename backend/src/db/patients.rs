//! The table `patient`: one row for each patient of each sender, by the sender's own number.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text};
use diesel::upsert::excluded;
use serde::{Deserialize, Serialize};
use shared::demographics::Gender;

use super::schema::patient;
use super::{DbConnection, DbError};
use crate::record::{PatientId, ReportedPatient};

/// One person as one sender reports them.
#[derive(
    Clone, PartialEq, Eq, Queryable, QueryableByName, Selectable, Insertable, Serialize, Deserialize,
)]
#[diesel(table_name = patient, treat_none_as_default_value = false)]
pub struct PatientRow {
    pub id: i64,
    pub sender: String,
    pub sender_patient_id: String,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    pub suffix: Option<String>,
    /// A JSON list of `AliasRow`.
    pub aliases: String,
    pub birth_date: NaiveDate,
    pub gender: String,
    pub is_protected: bool,
    pub is_deceased: bool,
    pub deceased_on: Option<NaiveDate>,
    pub is_multiple_birth: bool,
    /// With the digest, the key of the latest report.
    pub last_reported_at: NaiveDateTime,
    pub last_report_digest: Vec<u8>,
}

/// Another reported name of the patient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(Debug))]
pub struct AliasRow {
    pub first_name: String,
    pub last_name: String,
}

impl PatientRow {
    pub fn gender(&self) -> Result<Gender, DbError> {
        Gender::from_name(&self.gender).ok_or(DbError::UnknownValue("patient.gender"))
    }

    pub fn aliases(&self) -> Result<Vec<AliasRow>, DbError> {
        serde_json::from_str(&self.aliases).map_err(|_| DbError::UnknownValue("patient.aliases"))
    }

    /// The id of this row for the registry's door.
    pub fn name(&self) -> PatientId {
        PatientId::new(self.id.to_string())
    }

    pub fn reported(self) -> Result<ReportedPatient, DbError> {
        let gender = self.gender()?;
        Ok(ReportedPatient {
            id: self.name(),
            first_name: self.first_name,
            middle_name: self.middle_name,
            last_name: self.last_name,
            suffix: self.suffix,
            birth_date: self.birth_date,
            gender,
            deceased_on: self.deceased_on,
        })
    }
}

/// The text of the column `aliases`.
pub fn aliases_text(aliases: &[AliasRow]) -> String {
    serde_json::to_string(aliases).expect("a list of texts is always JSON")
}

pub fn find(conn: &mut DbConnection, id: i64) -> Result<Option<PatientRow>, DbError> {
    Ok(per_backend!(conn, |conn| patient::table
        .find(id)
        .select(PatientRow::as_select())
        .get_result(conn))
    .optional()?)
}

/// The existing rows with these ids, in the order of the ids.
pub fn find_all(conn: &mut DbConnection, ids: &[i64]) -> Result<Vec<PatientRow>, DbError> {
    let rows: Result<Vec<_>, _> = ids.iter().map(|id| find(conn, *id)).collect();
    Ok(rows?.into_iter().flatten().collect())
}

/// The row with this sender and this sender's own number.
pub fn find_row(
    conn: &mut DbConnection,
    sender: &str,
    sender_patient_id: &str,
) -> Result<Option<PatientRow>, DbError> {
    Ok(per_backend!(conn, |conn| patient::table
        .filter(patient::sender.eq(sender))
        .filter(patient::sender_patient_id.eq(sender_patient_id))
        .select(PatientRow::as_select())
        .get_result(conn))
    .optional()?)
}

/// The rows of these patients, each given by the sender and its own number.
pub fn rows_of(conn: &mut DbConnection, wanted: &[(&str, &str)]) -> Result<Vec<PatientRow>, DbError> {
    match conn {
        DbConnection::Postgres(conn) => {
            let (senders, numbers): (Vec<&str>, Vec<&str>) = wanted.iter().copied().unzip();
            let sql = "SELECT patient.* FROM unnest($1, $2) AS wanted (sender, sender_patient_id) \
                       JOIN patient USING (sender, sender_patient_id)";
            Ok(diesel::sql_query(sql)
                .bind::<Array<Text>, _>(senders)
                .bind::<Array<Text>, _>(numbers)
                .load(conn)?)
        }
        DbConnection::Sqlite(_) => {
            let mut rows = Vec::with_capacity(wanted.len());
            for (sender, number) in wanted {
                rows.extend(find_row(conn, sender, number)?);
            }
            Ok(rows)
        }
    }
}

/// The next rows by sender and number, an order that any registry of the same reports shares.
pub fn page_after(
    conn: &mut DbConnection,
    sender: &str,
    sender_patient_id: &str,
    limit: i64,
) -> Result<Vec<PatientRow>, DbError> {
    let after = patient::sender.gt(sender).or(patient::sender
        .eq(sender)
        .and(patient::sender_patient_id.gt(sender_patient_id)));
    Ok(patient::table
        .filter(after)
        .order((patient::sender, patient::sender_patient_id))
        .limit(limit)
        .select(PatientRow::as_select())
        .load(conn)?)
}

/// The ids of the next patients after this id, in order.
pub fn ids_after(conn: &mut DbConnection, id: i64, limit: i64) -> Result<Vec<i64>, DbError> {
    Ok(patient::table
        .filter(patient::id.gt(id))
        .order(patient::id)
        .limit(limit)
        .select(patient::id)
        .load(conn)?)
}

pub fn insert_all(conn: &mut DbConnection, rows: &[&PatientRow]) -> Result<(), DbError> {
    insert_rows!(conn, patient::table, rows);
    Ok(())
}

/// Writes the whole rows again; a row never changes its patient.
pub fn update_all(conn: &mut DbConnection, rows: &[&PatientRow]) -> Result<(), DbError> {
    update_rows!(
        conn,
        patient::table,
        rows,
        patient::id,
        (
            patient::first_name.eq(excluded(patient::first_name)),
            patient::middle_name.eq(excluded(patient::middle_name)),
            patient::last_name.eq(excluded(patient::last_name)),
            patient::suffix.eq(excluded(patient::suffix)),
            patient::aliases.eq(excluded(patient::aliases)),
            patient::birth_date.eq(excluded(patient::birth_date)),
            patient::gender.eq(excluded(patient::gender)),
            patient::is_protected.eq(excluded(patient::is_protected)),
            patient::is_deceased.eq(excluded(patient::is_deceased)),
            patient::deceased_on.eq(excluded(patient::deceased_on)),
            patient::is_multiple_birth.eq(excluded(patient::is_multiple_birth)),
            patient::last_reported_at.eq(excluded(patient::last_reported_at)),
            patient::last_report_digest.eq(excluded(patient::last_report_digest)),
        )
    );
    Ok(())
}

pub fn count(conn: &mut DbConnection) -> Result<i64, DbError> {
    Ok(patient::table.count().get_result(conn)?)
}

/// Two imports at once would overwrite what the other has just read. SQLite has a single writer anyway.
pub fn lock_for_import(conn: &mut DbConnection) -> Result<(), DbError> {
    if let DbConnection::Postgres(conn) = conn {
        diesel::sql_query("SELECT pg_advisory_xact_lock(7021974)").execute(conn)?;
    }
    Ok(())
}
