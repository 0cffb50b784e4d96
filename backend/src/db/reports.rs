//! The table `report`: the stored reports about each patient.

use chrono::NaiveDateTime;
use diesel::dsl::{count_star, sum};
use diesel::prelude::*;
use diesel::sql_types::Binary;
use diesel::upsert::excluded;

use super::schema::report;
use super::{DbConnection, DbError};

/// A stored report; `reported_at` and `digest` are its key among the patient's reports.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = report, treat_none_as_default_value = false)]
pub struct ReportRow {
    pub patient_id: i64,
    pub reported_at: NaiveDateTime,
    pub digest: Vec<u8>,
    pub body: Vec<u8>,
}

/// The number and the size of the reports about one patient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportsSize {
    pub rows: usize,
    pub bytes: usize,
}

/// The keys of all reports about these patients.
pub fn keys_of_all(
    conn: &mut DbConnection,
    patient_ids: &[i64],
) -> Result<Vec<(i64, NaiveDateTime, Vec<u8>)>, DbError> {
    let columns = (report::patient_id, report::reported_at, report::digest);
    match conn {
        DbConnection::Postgres(conn) => Ok(report::table
            .filter(report::patient_id.eq_any(patient_ids))
            .select(columns)
            .load(conn)?),
        DbConnection::Sqlite(conn) => {
            let mut keys = Vec::new();
            for id in patient_ids {
                let of_patient = report::table.filter(report::patient_id.eq(id));
                keys.extend(of_patient.select(columns).load(conn)?);
            }
            Ok(keys)
        }
    }
}

pub fn insert_all(conn: &mut DbConnection, rows: &[&ReportRow]) -> Result<(), DbError> {
    insert_rows!(conn, report::table, rows);
    Ok(())
}

/// Overwrites the bodies of these reports.
pub fn update_all(conn: &mut DbConnection, rows: &[&ReportRow]) -> Result<(), DbError> {
    update_rows!(
        conn,
        report::table,
        rows,
        (report::patient_id, report::reported_at, report::digest),
        report::body.eq(excluded(report::body))
    );
    Ok(())
}

pub fn delete(
    conn: &mut DbConnection,
    patient_id: i64,
    reported_at: NaiveDateTime,
    digest: &[u8],
) -> Result<(), DbError> {
    let row = report::table.find((patient_id, reported_at, digest));
    per_backend!(conn, |conn| diesel::delete(row).execute(conn))?;
    Ok(())
}

/// All reports about the patient, oldest first.
pub fn reports_of(conn: &mut DbConnection, patient_id: i64) -> Result<Vec<ReportRow>, DbError> {
    Ok(per_backend!(conn, |conn| report::table
        .filter(report::patient_id.eq(patient_id))
        .order((report::reported_at, report::digest))
        .select(ReportRow::as_select())
        .load(conn))?)
}

/// All reports about these patients.
pub fn reports_of_all(conn: &mut DbConnection, patient_ids: &[i64]) -> Result<Vec<ReportRow>, DbError> {
    match conn {
        DbConnection::Postgres(conn) => Ok(report::table
            .filter(report::patient_id.eq_any(patient_ids))
            .select(ReportRow::as_select())
            .load(conn)?),
        DbConnection::Sqlite(_) => {
            let mut rows = Vec::new();
            for id in patient_ids {
                rows.extend(reports_of(conn, *id)?);
            }
            Ok(rows)
        }
    }
}

diesel::define_sql_function! {
    /// The length in bytes.
    fn length(bytes: Binary) -> Integer;
}

/// The number of reports about each of these patients, and their total size in bytes.
pub fn sizes_of_all(
    conn: &mut DbConnection,
    patient_ids: &[i64],
) -> Result<Vec<(i64, ReportsSize)>, DbError> {
    type Size = (i64, i64, Option<i64>);
    let columns = (report::patient_id, count_star(), sum(length(report::body)));
    let rows: Vec<Size> = match conn {
        DbConnection::Postgres(conn) => report::table
            .filter(report::patient_id.eq_any(patient_ids))
            .group_by(report::patient_id)
            .select(columns)
            .load(conn)?,
        DbConnection::Sqlite(conn) => {
            let mut rows = Vec::with_capacity(patient_ids.len());
            for id in patient_ids {
                let of_patient = report::table
                    .filter(report::patient_id.eq(id))
                    .group_by(report::patient_id);
                rows.extend(of_patient.select(columns).load::<Size>(conn)?);
            }
            rows
        }
    };
    let size = |(id, rows, bytes): Size| {
        let size = ReportsSize {
            rows: usize::try_from(rows).unwrap_or(usize::MAX),
            bytes: usize::try_from(bytes.unwrap_or(0)).unwrap_or(usize::MAX),
        };
        (id, size)
    };
    Ok(rows.into_iter().map(size).collect())
}
