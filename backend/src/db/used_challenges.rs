//! Robot challenges that were answered: each counts once.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::used_challenge;
use super::{DbConnection, DbError};

/// Notes a challenge as used; `AlreadyThere` when it was before.
pub fn insert(conn: &mut DbConnection, challenge: &str, expires_at: DateTime<Utc>) -> Result<(), DbError> {
    diesel::insert_into(used_challenge::table)
        .values((
            used_challenge::challenge.eq(challenge),
            used_challenge::expires_at.eq(expires_at.naive_utc()),
        ))
        .execute(conn)?;
    Ok(())
}

/// An expired challenge is refused for being expired; nobody needs to remember it.
pub fn delete_expired(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<usize, DbError> {
    Ok(
        diesel::delete(used_challenge::table.filter(used_challenge::expires_at.lt(now.naive_utc())))
            .execute(conn)?,
    )
}
