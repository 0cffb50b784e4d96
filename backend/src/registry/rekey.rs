//! Re-keying: computes the contact hashes again when the rules for canonical contacts or the contact key change.

use thiserror::Error;

use super::ContactHasher;
use super::contact_hash::contact_hashes;
use crate::db::{Database, DbConnection, DbError, contacts, patients, registry_state};
use crate::matching::normalize::VERSION;

/// The version of the rules and the fingerprint of the contact key under which the stored hashes were computed.
const STATE: &str = "contact_hashes";
/// The last patient whose hashes were computed again.
const DONE_UP_TO: &str = "contact_hashes_done_up_to";
/// Its value while hashes of other rules or of another key are being deleted.
const NOT_EMPTIED: &str = "not emptied";
const UNREADABLE: DbError = DbError::UnknownValue("registry_state.contact_hashes_done_up_to");
const HASHES_OF_A_STEP: i64 = 2_000;
/// The patients of one transaction, so that other writers wait no longer than during an import.
const PATIENTS_OF_A_STEP: i64 = 500;

#[derive(Debug, Error)]
pub enum RekeyError {
    /// This key finds no contacts of the registry.
    #[error(
        "the contacts of this registry were hashed under another MYVAX_CONTACT_KEY or by older rules; give the key they \\
         were hashed under, or start the server with the new one, which computes all contact hashes again, and try again"
    )]
    OtherKey,
    #[error(transparent)]
    Database(#[from] DbError),
}

/// Claims an empty registry for this key, and refuses a registry that was hashed under another key.
pub fn require_same_key(database: &Database, contact_hasher: &ContactHasher) -> Result<(), RekeyError> {
    let wanted = wanted(contact_hasher);
    let state = database.read_blocking(|conn| registry_state::get(conn, STATE))?;
    if state.as_ref() == Some(&wanted) {
        return Ok(());
    }
    let is_claimed = database.write_blocking(|conn| {
        patients::lock_for_import(conn)?;
        claim(conn, &wanted)
    })?;
    if is_claimed {
        Ok(())
    } else {
        Err(RekeyError::OtherKey)
    }
}

/// One step of re-keying. True after the last one.
pub fn step(conn: &mut DbConnection, contact_hasher: &ContactHasher) -> Result<bool, DbError> {
    patients::lock_for_import(conn)?;
    let wanted = wanted(contact_hasher);
    if claim(conn, &wanted)? {
        return Ok(true);
    }
    let unfinished = format!("unfinished {wanted}");
    if registry_state::get(conn, STATE)?.as_ref() != Some(&unfinished) {
        registry_state::set(conn, STATE, &unfinished)?;
        registry_state::set(conn, DONE_UP_TO, NOT_EMPTIED)?;
    }
    let done_up_to = registry_state::get(conn, DONE_UP_TO)?;
    let done_up_to = match done_up_to.as_deref() {
        Some(NOT_EMPTIED) => {
            if contacts::delete_some_hashes(conn, HASHES_OF_A_STEP)? {
                return Ok(false);
            }
            0
        }
        Some(number) => number.parse().map_err(|_| UNREADABLE)?,
        None => return Err(UNREADABLE),
    };
    let ids = patients::ids_after(conn, done_up_to, PATIENTS_OF_A_STEP)?;
    for id in &ids {
        for row in contact_hashes(&contacts::contacts_of(conn, *id)?, contact_hasher)? {
            contacts::insert_hash(conn, &row)?;
        }
    }
    match ids.last() {
        Some(last) => registry_state::set(conn, DONE_UP_TO, &last.to_string())?,
        None => registry_state::set(conn, STATE, &wanted)?,
    }
    Ok(ids.is_empty())
}

/// True if the hashes are of this version and key, or if there are none yet.
fn claim(conn: &mut DbConnection, wanted: &str) -> Result<bool, DbError> {
    if let Some(state) = registry_state::get(conn, STATE)? {
        return Ok(state == wanted);
    }
    registry_state::set(conn, STATE, wanted)?;
    Ok(true)
}

fn wanted(contact_hasher: &ContactHasher) -> String {
    format!("{VERSION} {}", contact_hasher.fingerprint())
}
