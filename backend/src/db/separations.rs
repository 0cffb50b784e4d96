//! The table `patient_separation`: pairs of records that an operator marked as two people.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::patient_separation;
use super::{DbConnection, DbError};

const fn pair(one: i64, other: i64) -> (i64, i64) {
    if one < other { (one, other) } else { (other, one) }
}

pub fn add(conn: &mut DbConnection, one: i64, other: i64, at: NaiveDateTime) -> Result<(), DbError> {
    let (one, other) = pair(one, other);
    if are_separated(conn, one, other)? {
        return Ok(());
    }
    diesel::insert_into(patient_separation::table)
        .values((
            patient_separation::one_id.eq(one),
            patient_separation::other_id.eq(other),
            patient_separation::separated_at.eq(at),
        ))
        .execute(conn)?;
    Ok(())
}

/// False if they were not separated.
pub fn remove(conn: &mut DbConnection, one: i64, other: i64) -> Result<bool, DbError> {
    let removed = diesel::delete(patient_separation::table.find(pair(one, other))).execute(conn)?;
    Ok(removed > 0)
}

pub fn are_separated(conn: &mut DbConnection, one: i64, other: i64) -> Result<bool, DbError> {
    let row = patient_separation::table.find(pair(one, other));
    Ok(per_backend!(conn, |conn| {
        diesel::select(diesel::dsl::exists(row)).get_result(conn)
    })?)
}
