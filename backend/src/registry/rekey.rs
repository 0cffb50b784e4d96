//! Contact keys made anew, when the rules for writing contacts or the secret they are hashed under change.

use thiserror::Error;

use super::ContactKey;
use super::contact_hash::keys;
use crate::db::{Database, DbConnection, DbError, contacts, patients, registry_state};
use crate::matching::normalize::VERSION;

/// Which rules and secret the keys in the table were made with.
const STATE: &str = "contact_keys";
/// The last patient done while the keys are made anew.
const DONE_UP_TO: &str = "contact_keys_done_up_to";
/// In its place while keys made by other rules, or under another secret, are deleted.
const NOT_EMPTIED: &str = "not emptied";
const UNREADABLE: DbError = DbError::UnknownValue("registry_state.contact_keys_done_up_to");
const KEYS_OF_A_STEP: i64 = 2_000;
/// So many patients in a transaction: others wait for the writer no longer than with an import.
const PATIENTS_OF_A_STEP: i64 = 500;

#[derive(Debug, Error)]
pub enum RekeyError {
    /// The contacts in the registry cannot be found with this key.
    #[error(
        "the contacts in this registry are kept under another MYVAX_CONTACT_KEY or by older rules; give the key they \
         were kept under, or start the server with the new one, which makes all contact keys anew, and try again"
    )]
    OtherKey,
    #[error(transparent)]
    Database(#[from] DbError),
}

/// Claims an empty registry for this key, and refuses one that is kept under another.
pub fn require_same_key(database: &Database, contact_key: &ContactKey) -> Result<(), RekeyError> {
    let wanted = wanted(contact_key);
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

/// One step towards keys of this version and secret. True when there is nothing left to do.
pub fn step(conn: &mut DbConnection, contact_key: &ContactKey) -> Result<bool, DbError> {
    patients::lock_for_import(conn)?;
    let wanted = wanted(contact_key);
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
            if contacts::delete_some_keys(conn, KEYS_OF_A_STEP)? {
                return Ok(false);
            }
            0
        }
        Some(number) => number.parse().map_err(|_| UNREADABLE)?,
        None => return Err(UNREADABLE),
    };
    let ids = patients::ids_after(conn, done_up_to, PATIENTS_OF_A_STEP)?;
    for id in &ids {
        for key in keys(&contacts::contacts_of(conn, *id)?, contact_key)? {
            contacts::insert_key(conn, &key)?;
        }
    }
    match ids.last() {
        Some(last) => registry_state::set(conn, DONE_UP_TO, &last.to_string())?,
        None => registry_state::set(conn, STATE, &wanted)?,
    }
    Ok(ids.is_empty())
}

/// True when the keys are of this version and secret, or there are none yet.
fn claim(conn: &mut DbConnection, wanted: &str) -> Result<bool, DbError> {
    if let Some(state) = registry_state::get(conn, STATE)? {
        return Ok(state == wanted);
    }
    registry_state::set(conn, STATE, wanted)?;
    Ok(true)
}

fn wanted(contact_key: &ContactKey) -> String {
    format!("{VERSION} {}", contact_key.fingerprint())
}
