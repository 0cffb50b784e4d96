//! Which vaccine codes mean something: the program's own, and those an operator loaded.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::db::{Database, DbError, codes};
use crate::formats::fhir_terms::CATALOGUE;

/// CDC has this code in its list and says never to use it.
const RESERVED: &str = "99";

/// Only the program's codes, unless others are loaded. A reader warns of all others and takes their doses: the CDC adds
/// codes faster than catalogues are brought up to date.
#[derive(Clone, Default)]
pub struct KnownVaccines {
    loaded: Arc<BTreeSet<String>>,
}

impl KnownVaccines {
    /// As they are now. An import asks once, so that one of its messages is read like another.
    pub fn of(database: &Database) -> Result<Self, DbError> {
        let loaded = database.read_blocking(codes::vaccine_codes)?;
        Ok(Self {
            loaded: Arc::new(loaded.into_iter().collect()),
        })
    }

    pub fn knows(&self, cvx: &str) -> bool {
        let is_built_in = cvx != RESERVED && CATALOGUE.vaccine(cvx).is_some();
        is_built_in || self.loaded.contains(cvx)
    }
}
