//! The robot challenges that were solved: each is accepted once.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::used_challenge;
use super::{DbConnection, DbError};

/// Marks a challenge as used; `AlreadyThere` if it was used before.
pub fn insert(conn: &mut DbConnection, challenge: &str, expires_at: DateTime<Utc>) -> Result<(), DbError> {
    diesel::insert_into(used_challenge::table)
        .values((
            used_challenge::challenge.eq(challenge),
            used_challenge::expires_at.eq(expires_at.naive_utc()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Up to `most` expired challenges. They are rejected as expired, so their rows are no longer needed.
pub fn expired(conn: &mut DbConnection, now: DateTime<Utc>, most: i64) -> Result<Vec<String>, DbError> {
    Ok(used_challenge::table
        .filter(used_challenge::expires_at.lt(now.naive_utc()))
        .limit(most)
        .select(used_challenge::challenge)
        .load(conn)?)
}

pub fn delete(conn: &mut DbConnection, challenges: &[String]) -> Result<(), DbError> {
    diesel::delete(used_challenge::table.filter(used_challenge::challenge.eq_any(challenges)))
        .execute(conn)?;
    Ok(())
}
