//! The table `report`: everything senders said about a patient, in the order they said it.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::report;
use super::{DbConnection, DbError};

/// A report as it is kept; `told_at` and `digest` are its place among the patient's reports.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = report, treat_none_as_default_value = false)]
pub struct ReportRow {
    pub patient_id: i64,
    pub told_at: NaiveDateTime,
    pub digest: Vec<u8>,
    pub body: Vec<u8>,
}

/// The places of all reports about these patients.
pub fn places_of_all(
    conn: &mut DbConnection,
    patient_ids: &[i64],
) -> Result<Vec<(i64, NaiveDateTime, Vec<u8>)>, DbError> {
    let columns = (report::patient_id, report::told_at, report::digest);
    match conn {
        DbConnection::Postgres(conn) => Ok(report::table
            .filter(report::patient_id.eq_any(patient_ids))
            .select(columns)
            .load(conn)?),
        DbConnection::Sqlite(conn) => {
            let mut places = Vec::new();
            for id in patient_ids {
                let of_patient = report::table.filter(report::patient_id.eq(id));
                places.extend(of_patient.select(columns).load(conn)?);
            }
            Ok(places)
        }
    }
}

pub fn insert_all(conn: &mut DbConnection, rows: &[&ReportRow]) -> Result<(), DbError> {
    insert_rows!(conn, report::table, rows);
    Ok(())
}

/// All reports about the patient, the oldest first.
pub fn reports_of(conn: &mut DbConnection, patient_id: i64) -> Result<Vec<ReportRow>, DbError> {
    Ok(on_the_engine!(conn, |conn| report::table
        .filter(report::patient_id.eq(patient_id))
        .order((report::told_at, report::digest))
        .select(ReportRow::as_select())
        .load(conn))?)
}
