//! The table `immunization`: the doses.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::immunization;
use super::{DbConnection, DbError};
use crate::record::{DoseOutcome, ReportedImmunization};

/// A dose as one sender reported it.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = immunization, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ImmunizationRow {
    pub patient_id: i64,
    /// Counts the doses of the patient.
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
    DoseOutcome::ALL
        .into_iter()
        .find(|outcome| outcome.name() == text)
        .ok_or(DbError::UnknownValue("immunization.outcome"))
}

impl ImmunizationRow {
    /// What the sender calls the dose. The row's own number changes when a late report adds an earlier dose.
    fn lasting_id(&self) -> String {
        match &self.filler_order_number {
            Some(number) => format!("{} {number}", self.patient_id),
            None => format!("{} {} {}", self.patient_id, self.cvx, self.occurrence_date),
        }
    }

    /// `sender` is that of the patient's row: a dose belongs to one sender's record.
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
    Ok(on_the_engine!(conn, |conn| immunization::table
        .filter(immunization::patient_id.eq(patient_id))
        .order(immunization::number)
        .select(ImmunizationRow::as_select())
        .load(conn))?)
}

/// The doses of several patients.
pub fn rows_of_all(conn: &mut DbConnection, patient_ids: &[i64]) -> Result<Vec<ImmunizationRow>, DbError> {
    if let DbConnection::Postgres(conn) = conn {
        // One round trip.
        return Ok(immunization::table
            .filter(immunization::patient_id.eq_any(patient_ids))
            .select(ImmunizationRow::as_select())
            .load(conn)?);
    }
    let each: Result<Vec<_>, _> = patient_ids.iter().map(|id| rows_of(conn, *id)).collect();
    Ok(each?.concat())
}

pub fn insert(conn: &mut DbConnection, row: &ImmunizationRow) -> Result<(), DbError> {
    on_the_engine!(conn, |conn| diesel::insert_into(immunization::table)
        .values(row)
        .execute(conn))?;
    Ok(())
}

pub fn update(conn: &mut DbConnection, row: &ImmunizationRow) -> Result<(), DbError> {
    on_the_engine!(conn, |conn| diesel::update(
        immunization::table.find((row.patient_id, row.number))
    )
    .set(row)
    .execute(conn))?;
    Ok(())
}

pub fn delete(conn: &mut DbConnection, row: &ImmunizationRow) -> Result<(), DbError> {
    diesel::delete(immunization::table.find((row.patient_id, row.number))).execute(conn)?;
    Ok(())
}

pub fn count(conn: &mut DbConnection) -> Result<i64, DbError> {
    Ok(immunization::table.count().get_result(conn)?)
}
