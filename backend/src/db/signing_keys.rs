//! The signing keys of cards: the private part sealed, the public part as long as cards under that key are valid.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::signing_key;
use super::{DbConnection, DbError};

pub const ACTIVE: &str = "active";

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = signing_key)]
pub struct SigningKeyRow {
    pub kid: String,
    pub state: String,
    /// The uncompressed point (SEC 1 section 2.3.3).
    pub public_key: Vec<u8>,
    pub sealed_private: Option<Vec<u8>>,
    pub created_at: chrono::NaiveDateTime,
}

/// All keys whose public part is published.
pub fn all(conn: &mut DbConnection) -> Result<Vec<SigningKeyRow>, DbError> {
    Ok(signing_key::table
        .order(signing_key::created_at)
        .select(SigningKeyRow::as_select())
        .load(conn)?)
}

/// Replaces the sealed private part.
pub fn reseal(conn: &mut DbConnection, kid: &str, sealed_private: &[u8]) -> Result<(), DbError> {
    diesel::update(signing_key::table.find(kid))
        .set(signing_key::sealed_private.eq(Some(sealed_private)))
        .execute(conn)?;
    Ok(())
}

/// Adds the active key; `AlreadyThere` if another process was faster.
pub fn insert_active(
    conn: &mut DbConnection,
    kid: &str,
    public_key: Vec<u8>,
    sealed_private: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::insert_into(signing_key::table)
        .values(SigningKeyRow {
            kid: kid.to_owned(),
            state: ACTIVE.to_owned(),
            public_key,
            sealed_private: Some(sealed_private),
            created_at: now.naive_utc(),
        })
        .execute(conn)?;
    Ok(())
}
