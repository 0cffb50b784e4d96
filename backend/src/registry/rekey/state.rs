//! The rows of `registry_state` about the contact hashes.

use crate::db::{DbConnection, DbError, registry_state};

/// The generation whose hashes are complete.
const ACTIVE: &str = "contact_hashes";
/// The generation that is being computed.
const NEXT: &str = "contact_hashes_next";
/// The generation that the active one replaced.
const REPLACED: &str = "contact_hashes_replaced";
/// The last patient with hashes of the next generation.
const BUILT_UP_TO: &str = "contact_hashes_done_up_to";
/// The last patient without hashes of earlier generations; absent once they are removed.
const CLEANED_UP_TO: &str = "contact_hashes_cleaned_up_to";

pub struct State {
    /// `None` in a registry that has never had a contact.
    pub active: Option<String>,
    pub next: Option<String>,
    pub replaced: Option<String>,
    pub built_up_to: i64,
    pub cleaned_up_to: Option<i64>,
}

impl State {
    pub fn load(conn: &mut DbConnection) -> Result<Self, DbError> {
        let mut rows = registry_state::all(conn)?;
        let number = |text: Option<String>| {
            let read = |text: String| {
                text.parse()
                    .map_err(|_| DbError::UnknownValue("registry_state.value"))
            };
            text.map(read).transpose()
        };
        let next = rows.remove(NEXT);
        let built_up_to = rows.remove(BUILT_UP_TO).filter(|_| next.is_some());
        Ok(Self {
            active: rows.remove(ACTIVE),
            next,
            replaced: rows.remove(REPLACED),
            built_up_to: number(built_up_to)?.unwrap_or_default(),
            cleaned_up_to: number(rows.remove(CLEANED_UP_TO))?,
        })
    }
}

/// The generation of an empty registry.
pub fn claim(conn: &mut DbConnection, generation: &str) -> Result<(), DbError> {
    registry_state::set(conn, ACTIVE, generation)
}

pub fn start(conn: &mut DbConnection, generation: &str) -> Result<(), DbError> {
    registry_state::set(conn, NEXT, generation)?;
    set_built_up_to(conn, 0)
}

pub fn set_built_up_to(conn: &mut DbConnection, patient_id: i64) -> Result<(), DbError> {
    registry_state::set(conn, BUILT_UP_TO, &patient_id.to_string())
}

/// The next generation becomes the active one, for all processes at once.
pub fn activate(conn: &mut DbConnection, state: &State) -> Result<(), DbError> {
    if let (Some(active), Some(next)) = (&state.active, &state.next) {
        registry_state::set(conn, REPLACED, active)?;
        registry_state::set(conn, ACTIVE, next)?;
    }
    abandon(conn)
}

/// Ends the computation of a generation, and removes all hashes that are not of the active one.
pub fn abandon(conn: &mut DbConnection) -> Result<(), DbError> {
    registry_state::remove(conn, NEXT)?;
    set_cleaned_up_to(conn, 0)
}

pub fn set_cleaned_up_to(conn: &mut DbConnection, patient_id: i64) -> Result<(), DbError> {
    registry_state::set(conn, CLEANED_UP_TO, &patient_id.to_string())
}

pub fn set_clean(conn: &mut DbConnection) -> Result<(), DbError> {
    registry_state::remove(conn, CLEANED_UP_TO)
}
