//! The generation of the database: a restored copy answers its open requests again under idempotency keys of its own,
//! so that a gateway that remembers a key does not swallow the message with the new link.

use super::{DbConnection, DbError, registry_state};
use crate::random::crockford;
use crate::random::random_bytes;

const GENERATION: &str = "generation";
/// Set in a copy, and until the first process opens it.
const IS_COPY: &str = "is_copy";

/// The generation; empty in a database that was never restored. A copy that is opened for the first time gets a new one.
pub fn current(conn: &mut DbConnection) -> Result<String, DbError> {
    if registry_state::get(conn, IS_COPY)?.is_some_and(|value| !value.is_empty()) {
        begin(conn)?;
    }
    stored(conn)
}

/// The generation as it is stored, also that of a copy that no process has opened yet.
pub fn stored(conn: &mut DbConnection) -> Result<String, DbError> {
    Ok(registry_state::get(conn, GENERATION)?.unwrap_or_default())
}

/// Begins a new generation.
pub fn begin(conn: &mut DbConnection) -> Result<(), DbError> {
    registry_state::set(conn, IS_COPY, "")?;
    registry_state::set(conn, GENERATION, &crockford(&random_bytes::<8>()))
}

pub fn mark_as_copy(conn: &mut DbConnection) -> Result<(), DbError> {
    registry_state::set(conn, IS_COPY, "yes")
}
