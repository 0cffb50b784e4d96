//! The table `patient`: who providers reported.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use shared::demographics::Gender;

use super::schema::patient;
use super::{DbConnection, DbError};
use crate::record::ReportedPatient;

/// One person as one sender knows them.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = patient, treat_none_as_null = true)]
pub struct PatientRow {
    pub id: String,
    pub sender: String,
    pub sender_patient_id: String,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    pub suffix: Option<String>,
    /// JSON list of `AliasRow`.
    pub aliases: String,
    pub birth_date: NaiveDate,
    pub gender: String,
    pub is_protected: bool,
    pub is_deceased: bool,
    pub is_multiple_birth: bool,
    pub last_reported_at: NaiveDateTime,
    /// See `registry::import::merge`.
    pub field_times: String,
}

/// Another name the person was reported under.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AliasRow {
    pub first_name: String,
    pub last_name: String,
}

impl PatientRow {
    pub fn gender(&self) -> Result<Gender, DbError> {
        Gender::parse(&self.gender).map_err(|_| DbError::UnknownValue("patient.gender"))
    }

    pub fn aliases(&self) -> Result<Vec<AliasRow>, DbError> {
        serde_json::from_str(&self.aliases).map_err(|_| DbError::UnknownValue("patient.aliases"))
    }
}

/// The text the column `aliases` holds.
pub fn aliases_text(aliases: &[AliasRow]) -> String {
    serde_json::to_string(aliases).expect("a list of texts is always JSON")
}

pub fn find_patient(conn: &mut DbConnection, id: &str) -> Result<Option<ReportedPatient>, DbError> {
    let row: Option<PatientRow> = patient::table
        .find(id)
        .select(PatientRow::as_select())
        .first(conn)
        .optional()?;
    row.map(reported).transpose()
}

fn reported(row: PatientRow) -> Result<ReportedPatient, DbError> {
    let gender = row.gender()?;
    Ok(ReportedPatient {
        id: row.id,
        first_name: row.first_name,
        middle_name: row.middle_name,
        last_name: row.last_name,
        suffix: row.suffix,
        birth_date: row.birth_date,
        gender,
    })
}

/// The row a sender's own number for a patient stands for.
pub fn find_row(
    conn: &mut DbConnection,
    sender: &str,
    sender_patient_id: &str,
) -> Result<Option<PatientRow>, DbError> {
    Ok(patient::table
        .filter(patient::sender.eq(sender))
        .filter(patient::sender_patient_id.eq(sender_patient_id))
        .select(PatientRow::as_select())
        .first(conn)
        .optional()?)
}

pub fn insert(conn: &mut DbConnection, row: &PatientRow) -> Result<(), DbError> {
    diesel::insert_into(patient::table).values(row).execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut DbConnection, row: &PatientRow) -> Result<(), DbError> {
    diesel::update(patient::table.find(&row.id))
        .set(row)
        .execute(conn)?;
    Ok(())
}

pub fn count(conn: &mut DbConnection) -> Result<i64, DbError> {
    Ok(patient::table.count().get_result(conn)?)
}

/// Two imports at once would each overwrite what the other has just read. SQLite has one writer anyway.
pub fn lock_for_import(conn: &mut DbConnection) -> Result<(), DbError> {
    if let DbConnection::Postgres(conn) = conn {
        diesel::sql_query("SELECT pg_advisory_xact_lock(7021974)").execute(conn)?;
    }
    Ok(())
}
