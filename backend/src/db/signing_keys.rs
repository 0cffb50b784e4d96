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
    /// The secret behind the revocation ids of the cards under this key.
    pub sealed_card_secret: Option<Vec<u8>>,
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

/// Stores the sealed secret of the cards unless there is one, and returns the stored one.
pub fn store_card_secret(conn: &mut DbConnection, kid: &str, sealed: &[u8]) -> Result<Vec<u8>, DbError> {
    let without = signing_key::table
        .find(kid)
        .filter(signing_key::sealed_card_secret.is_null());
    diesel::update(without)
        .set(signing_key::sealed_card_secret.eq(Some(sealed)))
        .execute(conn)?;
    let stored: Option<Vec<u8>> = signing_key::table
        .find(kid)
        .select(signing_key::sealed_card_secret)
        .get_result(conn)?;
    Ok(stored.unwrap_or_default())
}

/// Replaces the sealed secret of the cards.
pub fn reseal_card_secret(conn: &mut DbConnection, kid: &str, sealed: &[u8]) -> Result<(), DbError> {
    diesel::update(signing_key::table.find(kid))
        .set(signing_key::sealed_card_secret.eq(Some(sealed)))
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
            sealed_card_secret: None,
        })
        .execute(conn)?;
    Ok(())
}
