//! Re-keying: computes the contact hashes under another contact key or by other rules. The new generation is written
//! beside the old one, which lookups use until the new one is complete; then the old hashes are removed.

mod state;

use std::collections::BTreeSet;

use thiserror::Error;

use self::state::State;
use super::ContactHasher;
use super::contact_hash::contact_hashes;
use super::contact_hashers::KnownHashers;
use crate::db::contacts::ContactHashRow;
use crate::db::{DbConnection, DbError, contacts, patients};

/// The patients of one transaction, so that other writers wait no longer than during an import.
const PATIENTS_OF_A_STEP: i64 = 500;

#[derive(Debug, Error)]
pub enum RekeyError {
    /// This process cannot hash contacts as the registry needs it.
    #[error(
        "the contacts of this registry are hashed under a contact key or by rules that are unknown here; give the key as \
         MYVAX_CONTACT_KEY, MYVAX_CONTACT_KEY_PREVIOUS or MYVAX_CONTACT_KEY_NEXT, and try again"
    )]
    UnknownKey,
    #[error(transparent)]
    Database(#[from] DbError),
}

/// What this process has to do about the registry's contact hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing.
    UpToDate,
    /// Compute a new generation. Lookups use the old one.
    Building,
    /// Remove the hashes of earlier generations. Lookups use the new one.
    Cleaning,
    /// Nothing: another process replaced the generation that this process would make.
    Replaced,
    /// Nothing: another process computes a generation that is unknown here. Lookups work, imports do not.
    UnknownNext,
    /// Nothing: the generation in use is unknown here. Neither lookups nor imports work.
    Unknown,
}

/// A generation, and the last patient whose hashes are computed or cleaned.
enum Plan<'k> {
    Rest(Stage),
    Claim(&'k ContactHasher),
    Start(&'k ContactHasher),
    Build(&'k ContactHasher, i64),
    Clean(&'k ContactHasher, i64),
}

impl Plan<'_> {
    const fn stage(&self) -> Stage {
        match self {
            Self::Rest(stage) => *stage,
            Self::Claim(_) | Self::Start(_) | Self::Build(..) => Stage::Building,
            Self::Clean(..) => Stage::Cleaning,
        }
    }
}

impl Stage {
    pub const fn has_work(self) -> bool {
        matches!(self, Self::Building | Self::Cleaning)
    }
}

/// What to do next.
pub fn stage(conn: &mut DbConnection, known: &KnownHashers) -> Result<Stage, DbError> {
    Ok(plan(&State::load(conn)?, known).stage())
}

/// One step of re-keying, if there is any. True if another one may follow.
pub fn step(conn: &mut DbConnection, known: &KnownHashers) -> Result<bool, DbError> {
    patients::lock_for_import(conn)?;
    let state = State::load(conn)?;
    match plan(&state, known) {
        Plan::Rest(_) => return Ok(false),
        Plan::Claim(hasher) => state::claim(conn, hasher.generation())?,
        Plan::Start(hasher) => state::start(conn, hasher.generation())?,
        Plan::Build(hasher, built_up_to) => {
            let ids = patients::ids_after(conn, built_up_to, PATIENTS_OF_A_STEP)?;
            build(conn, hasher, &ids)?;
            match ids.last() {
                Some(last) => state::set_built_up_to(conn, *last)?,
                None => state::activate(conn, &state)?,
            }
        }
        Plan::Clean(hasher, cleaned_up_to) => {
            let ids = patients::ids_after(conn, cleaned_up_to, PATIENTS_OF_A_STEP)?;
            clean(conn, hasher, &ids)?;
            match ids.last() {
                Some(last) => state::set_cleaned_up_to(conn, *last)?,
                None => state::set_clean(conn)?,
            }
        }
    }
    Ok(true)
}

/// Begins to compute all hashes under this process's own key and rules, whatever they were made under before.
pub fn restart(conn: &mut DbConnection, known: &KnownHashers) -> Result<(), DbError> {
    patients::lock_for_import(conn)?;
    let wanted = known.current().generation();
    let state = State::load(conn)?;
    match &state.active {
        None => Ok(()),
        Some(active) if active == wanted => state::abandon(conn),
        Some(_) => state::start(conn, wanted),
    }
}

/// The hasher for lookups. `None` if the registry's generation is unknown here; every lookup must then wait. The caller
/// looks up in the same transaction: later, the hashes of this generation may be gone.
pub fn hasher_for_lookups(
    conn: &mut DbConnection,
    known: &KnownHashers,
) -> Result<Option<ContactHasher>, DbError> {
    Ok(match State::load(conn)?.active {
        Some(active) => known.of(&active).cloned(),
        // The registry is empty.
        None => Some(known.current().clone()),
    })
}

/// The hashers for storing contacts: that of the generation in use, and that of the one being built. `None` if one of
/// them is unknown here. The caller stores in the same transaction, and has called `lock_for_import`.
pub fn hashers_for_storing(
    conn: &mut DbConnection,
    known: &KnownHashers,
) -> Result<Option<Vec<ContactHasher>>, DbError> {
    let state = State::load(conn)?;
    let Some(active) = &state.active else {
        state::claim(conn, known.current().generation())?;
        return Ok(Some(vec![known.current().clone()]));
    };
    let generations = std::iter::once(active).chain(&state.next);
    Ok(generations
        .map(|generation| known.of(generation).cloned())
        .collect())
}

/// Everyone who can, continues a generation that was begun: two processes with different keys never restart each
/// other's. A generation that was replaced is not made again by itself, so the two do not take turns for ever either.
fn plan<'k>(state: &State, known: &'k KnownHashers) -> Plan<'k> {
    let Some(active) = &state.active else {
        return Plan::Claim(known.current());
    };
    let (Some(hasher), Some(successor)) = (known.of(active), known.successor_of(active)) else {
        // A generation that `restart` began.
        return match state.next.as_deref().and_then(|next| known.of(next)) {
            Some(next) => Plan::Build(next, state.built_up_to),
            None => Plan::Rest(Stage::Unknown),
        };
    };
    match (&state.next, state.cleaned_up_to) {
        (Some(next), _) => known.of(next).map_or(Plan::Rest(Stage::UnknownNext), |next| {
            Plan::Build(next, state.built_up_to)
        }),
        (None, Some(cleaned_up_to)) => Plan::Clean(hasher, cleaned_up_to),
        (None, None) if successor.generation() == active => Plan::Rest(Stage::UpToDate),
        (None, None) if state.replaced.as_deref() == Some(successor.generation()) => {
            Plan::Rest(Stage::Replaced)
        }
        (None, None) => Plan::Start(successor),
    }
}

fn build(conn: &mut DbConnection, hasher: &ContactHasher, ids: &[i64]) -> Result<(), DbError> {
    let rows = contact_hashes(&contacts::contacts_of_all(conn, ids)?, hasher)?;
    // An import may have stored some of them since the generation was begun.
    contacts::update_hashes(conn, &rows.iter().collect::<Vec<_>>())
}

/// Removes the hashes of all other generations, also of those that were never finished.
fn clean(conn: &mut DbConnection, hasher: &ContactHasher, ids: &[i64]) -> Result<(), DbError> {
    let wanted: BTreeSet<ContactHashRow> = contact_hashes(&contacts::contacts_of_all(conn, ids)?, hasher)?
        .into_iter()
        .collect();
    let stored = contacts::hashes_of_all(conn, ids)?;
    let others: Vec<_> = stored.iter().filter(|row| !wanted.contains(row)).collect();
    contacts::delete_hashes(conn, &others)
}
