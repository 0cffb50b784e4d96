//! Counts what is missing from senders' reports, by sender.

use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;

use super::schema::{immunization, patient, patient_contact};
use super::{DbConnection, DbError};
use crate::record::DoseOutcome;

diesel::allow_columns_to_appear_in_same_group_by_clause!(patient::sender, immunization::cvx);

/// A sender and its count.
pub type SenderCount = (String, i64);

pub fn patients(conn: &mut DbConnection) -> Result<Vec<SenderCount>, DbError> {
    Ok(patient::table
        .group_by(patient::sender)
        .select((patient::sender, count_star()))
        .load(conn)?)
}

/// Patients without a reported phone number or e-mail address: no request can find them.
pub fn patients_without_contact(conn: &mut DbConnection) -> Result<Vec<SenderCount>, DbError> {
    let contact = patient_contact::table.filter(patient_contact::patient_id.eq(patient::id));
    Ok(patient::table
        .filter(not(exists(contact)))
        .group_by(patient::sender)
        .select((patient::sender, count_star()))
        .load(conn)?)
}

/// A sender, a vaccine code and the number of doses with it. Each code has one spelling.
pub fn doses_by_vaccine(conn: &mut DbConnection) -> Result<Vec<(String, String, i64)>, DbError> {
    Ok(immunization::table
        .inner_join(patient::table.on(patient::id.eq(immunization::patient_id)))
        .group_by((patient::sender, immunization::cvx))
        .select((patient::sender, immunization::cvx, count_star()))
        .load(conn)?)
}

/// Doses given by the sender without a lot number.
pub fn doses_without_lot(conn: &mut DbConnection) -> Result<Vec<SenderCount>, DbError> {
    let given = [DoseOutcome::Completed, DoseOutcome::Partial].map(DoseOutcome::name);
    Ok(immunization::table
        .inner_join(patient::table.on(patient::id.eq(immunization::patient_id)))
        .filter(immunization::lot_number.is_null())
        .filter(immunization::is_historical.eq(false))
        .filter(immunization::outcome.eq_any(given))
        .group_by(patient::sender)
        .select((patient::sender, count_star()))
        .load(conn)?)
}

/// The ids, senders and given names of the next patients after this id.
pub fn given_names_after(
    conn: &mut DbConnection,
    id: i64,
    limit: i64,
) -> Result<Vec<(i64, String, String)>, DbError> {
    Ok(patient::table
        .filter(patient::id.gt(id))
        .order(patient::id)
        .limit(limit)
        .select((patient::id, patient::sender, patient::first_name))
        .load(conn)?)
}
