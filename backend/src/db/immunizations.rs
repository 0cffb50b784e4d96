//! The tables `immunization` and `deleted_immunization`: the doses, and which of them a sender took back.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::{deleted_immunization, immunization};
use super::{DbConnection, DbError};
use crate::record::{DoseOutcome, ReportedImmunization};

/// A dose as one sender reported it.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = immunization, treat_none_as_null = true)]
pub struct ImmunizationRow {
    pub id: String,
    pub patient_id: String,
    pub sender: String,
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
    /// See `registry::import::merge`.
    pub field_times: String,
}

/// The value of the column `outcome`.
pub const fn outcome_text(outcome: DoseOutcome) -> &'static str {
    match outcome {
        DoseOutcome::Completed => "completed",
        DoseOutcome::Partial => "partial",
        DoseOutcome::Refused => "refused",
        DoseOutcome::NotAdministered => "not-administered",
    }
}

/// Reads the column `outcome`.
pub fn outcome_of(text: &str) -> Result<DoseOutcome, DbError> {
    [
        DoseOutcome::Completed,
        DoseOutcome::Partial,
        DoseOutcome::Refused,
        DoseOutcome::NotAdministered,
    ]
    .into_iter()
    .find(|outcome| outcome_text(*outcome) == text)
    .ok_or(DbError::UnknownValue("immunization.outcome"))
}

/// All doses of a patient, oldest first.
pub fn immunizations_of(
    conn: &mut DbConnection,
    patient_id: &str,
) -> Result<Vec<ReportedImmunization>, DbError> {
    rows_of(conn, patient_id)?.into_iter().map(reported).collect()
}

fn reported(row: ImmunizationRow) -> Result<ReportedImmunization, DbError> {
    Ok(ReportedImmunization {
        id: row.id,
        cvx: row.cvx,
        vaccine_text: row.vaccine_text,
        occurrence_date: row.occurrence_date,
        mvx: row.mvx,
        product: row.product,
        lot_number: row.lot_number,
        performer: row.performer,
        is_historical: row.is_historical,
        outcome: outcome_of(&row.outcome)?,
        last_reported_at: row.last_reported_at.and_utc(),
    })
}

/// The rows of a patient, oldest dose first.
pub fn rows_of(conn: &mut DbConnection, patient_id: &str) -> Result<Vec<ImmunizationRow>, DbError> {
    Ok(immunization::table
        .filter(immunization::patient_id.eq(patient_id))
        .order((immunization::occurrence_date, immunization::cvx, immunization::id))
        .select(ImmunizationRow::as_select())
        .load(conn)?)
}

/// Whose dose a sender's order number stands for.
pub fn patient_of_order(
    conn: &mut DbConnection,
    sender: &str,
    order_number: &str,
) -> Result<Option<String>, DbError> {
    Ok(immunization::table
        .filter(immunization::sender.eq(sender))
        .filter(immunization::filler_order_number.eq(order_number))
        .select(immunization::patient_id)
        .first(conn)
        .optional()?)
}

pub fn insert(conn: &mut DbConnection, row: &ImmunizationRow) -> Result<(), DbError> {
    diesel::insert_into(immunization::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut DbConnection, row: &ImmunizationRow) -> Result<(), DbError> {
    diesel::update(immunization::table.find(&row.id))
        .set(row)
        .execute(conn)?;
    Ok(())
}

pub fn delete(conn: &mut DbConnection, id: &str) -> Result<(), DbError> {
    diesel::delete(immunization::table.find(id)).execute(conn)?;
    Ok(())
}

/// When the sender took the dose back; `dose` names it as `registry::import::apply` does.
pub fn deleted_at(
    conn: &mut DbConnection,
    sender: &str,
    dose: &str,
) -> Result<Option<NaiveDateTime>, DbError> {
    Ok(deleted_immunization::table
        .find((sender, dose))
        .select(deleted_immunization::deleted_at)
        .first(conn)
        .optional()?)
}

/// Notes that the sender took the dose back, so that an older report that arrives late does not bring it again.
pub fn note_deleted(
    conn: &mut DbConnection,
    sender: &str,
    dose: &str,
    at: NaiveDateTime,
) -> Result<(), DbError> {
    let changed = diesel::update(deleted_immunization::table.find((sender, dose)))
        .set(deleted_immunization::deleted_at.eq(at))
        .execute(conn)?;
    if changed == 0 {
        diesel::insert_into(deleted_immunization::table)
            .values((
                deleted_immunization::sender.eq(sender),
                deleted_immunization::dose.eq(dose),
                deleted_immunization::deleted_at.eq(at),
            ))
            .execute(conn)?;
    }
    Ok(())
}

pub fn count(conn: &mut DbConnection) -> Result<i64, DbError> {
    Ok(immunization::table.count().get_result(conn)?)
}
