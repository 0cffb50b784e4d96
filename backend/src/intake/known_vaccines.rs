//! The known vaccine codes: the built-in ones, and those that an operator loaded.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::db::{Database, DbError, codes};
use crate::formats::fhir_terms::CATALOGUE;

/// CDC lists this code and forbids its use.
const RESERVED: &str = "99";

/// Contains only the built-in codes unless others are loaded. A reader warns about unknown codes and keeps their doses,
/// because CDC adds codes faster than catalogues are updated.
#[derive(Clone, Default)]
pub struct KnownVaccines {
    loaded: Arc<BTreeSet<String>>,
}

impl KnownVaccines {
    /// Loads the current codes. An import loads them once, so that all its messages are read alike.
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
