//! The table `immunization`: the doses.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::upsert::excluded;
use serde::{Deserialize, Serialize};

use super::schema::immunization;
use super::{DbConnection, DbError};
use crate::record::{DoseOutcome, ReportedImmunization};

/// A dose as one sender reported it.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = immunization, treat_none_as_default_value = false)]
pub struct ImmunizationRow {
    pub patient_id: i64,
    /// Numbers the doses of the patient.
    pub number: i32,
    pub filler_order_number: Option<String>,
    pub cvx: String,
    pub vaccine_text: Option<String>,
    pub occurrence_date: NaiveDate,
    pub mvx: Option<String>,
    pub product: Option<String>,
    pub lot_number: Option<String>,
    pub performer: Option<String>,
    pub is_historical: bool,
    pub outcome: String,
    pub last_reported_at: NaiveDateTime,
}

/// Reads the column `outcome`.
pub fn outcome_of(text: &str) -> Result<DoseOutcome, DbError> {
    DoseOutcome::from_name(text).ok_or(DbError::UnknownValue("immunization.outcome"))
}

impl ImmunizationRow {
    /// An id that stays the same. The row's own number changes when a late report adds an earlier dose.
    fn lasting_id(&self) -> String {
        match &self.filler_order_number {
            Some(number) => format!("{} {number}", self.patient_id),
            None => format!("{} {} {}", self.patient_id, self.cvx, self.occurrence_date),
        }
    }

    /// `sender` is the sender of the patient's row: a dose belongs to one sender's record.
    pub fn reported(self, sender: &str) -> Result<ReportedImmunization, DbError> {
        Ok(ReportedImmunization {
            id: self.lasting_id(),
            sender: sender.to_owned(),
            cvx: self.cvx,
            vaccine_text: self.vaccine_text,
            occurrence_date: self.occurrence_date,
            mvx: self.mvx,
            product: self.product,
            lot_number: self.lot_number,
            performer: self.performer,
            is_historical: self.is_historical,
            outcome: outcome_of(&self.outcome)?,
            last_reported_at: self.last_reported_at.and_utc(),
        })
    }
}

/// The doses of a patient by number.
pub fn rows_of(conn: &mut DbConnection, patient_id: i64) -> Result<Vec<ImmunizationRow>, DbError> {
    Ok(per_backend!(conn, |conn| immunization::table
        .filter(immunization::patient_id.eq(patient_id))
        .order(immunization::number)
        .select(ImmunizationRow::as_select())
        .load(conn))?)
}

/// The doses of all these patients, by patient and number.
pub fn rows_of_all(conn: &mut DbConnection, patient_ids: &[i64]) -> Result<Vec<ImmunizationRow>, DbError> {
    match conn {
        DbConnection::Postgres(conn) => Ok(immunization::table
            .filter(immunization::patient_id.eq_any(patient_ids))
            .order((immunization::patient_id, immunization::number))
            .select(ImmunizationRow::as_select())
            .load(conn)?),
        DbConnection::Sqlite(_) => {
            let mut rows = Vec::new();
            for id in patient_ids {
                rows.extend(rows_of(conn, *id)?);
            }
            Ok(rows)
        }
    }
}

pub fn insert_all(conn: &mut DbConnection, rows: &[&ImmunizationRow]) -> Result<(), DbError> {
    insert_rows!(conn, immunization::table, rows);
    Ok(())
}

pub fn update_all(conn: &mut DbConnection, rows: &[&ImmunizationRow]) -> Result<(), DbError> {
    update_rows!(
        conn,
        immunization::table,
        rows,
        (immunization::patient_id, immunization::number),
        (
            immunization::filler_order_number.eq(excluded(immunization::filler_order_number)),
            immunization::cvx.eq(excluded(immunization::cvx)),
            immunization::vaccine_text.eq(excluded(immunization::vaccine_text)),
            immunization::occurrence_date.eq(excluded(immunization::occurrence_date)),
            immunization::mvx.eq(excluded(immunization::mvx)),
            immunization::product.eq(excluded(immunization::product)),
            immunization::lot_number.eq(excluded(immunization::lot_number)),
            immunization::performer.eq(excluded(immunization::performer)),
            immunization::is_historical.eq(excluded(immunization::is_historical)),
            immunization::outcome.eq(excluded(immunization::outcome)),
            immunization::last_reported_at.eq(excluded(immunization::last_reported_at)),
        )
    );
    Ok(())
}

pub fn delete_all(conn: &mut DbConnection, rows: &[&ImmunizationRow]) -> Result<(), DbError> {
    for row in rows {
        let row = immunization::table.find((row.patient_id, row.number));
        per_backend!(conn, |conn| diesel::delete(row).execute(conn))?;
    }
    Ok(())
}

pub fn count(conn: &mut DbConnection) -> Result<i64, DbError> {
    Ok(immunization::table.count().get_result(conn)?)
}
