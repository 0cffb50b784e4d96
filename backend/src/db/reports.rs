//! The table `report`: everything senders said about a patient, in the order they said it.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::report;
use super::{DbConnection, DbError};

/// A report as it is kept; `told_at` and `digest` are its place among the patient's reports.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = report)]
pub struct ReportRow {
    pub patient_id: i64,
    pub told_at: NaiveDateTime,
    pub digest: Vec<u8>,
    pub body: Vec<u8>,
}

pub fn is_there(conn: &mut DbConnection, row: &ReportRow) -> Result<bool, DbError> {
    let place = report::table.find((row.patient_id, row.told_at, &row.digest));
    Ok(diesel::select(diesel::dsl::exists(place)).get_result(conn)?)
}

pub fn insert(conn: &mut DbConnection, row: &ReportRow) -> Result<(), DbError> {
    on_the_engine!(conn, |conn| diesel::insert_into(report::table)
        .values(row)
        .execute(conn))?;
    Ok(())
}

/// All reports about the patient, the oldest first.
pub fn reports_of(conn: &mut DbConnection, patient_id: i64) -> Result<Vec<ReportRow>, DbError> {
    Ok(report::table
        .filter(report::patient_id.eq(patient_id))
        .order((report::told_at, report::digest))
        .select(ReportRow::as_select())
        .load(conn)?)
}
