//! The registry's door: who a contact may belong to, and what was reported about a person. The local registry is behind
//! it; another one fills `PatientId` with its own text.

pub mod contact_hash;
pub mod linking;
pub mod local;
pub mod rekey;

use async_trait::async_trait;
use chrono::NaiveDate;
use shared::access_request::AccessRequest;
use thiserror::Error;

use crate::db::DbError;
use crate::matching::Candidate;
use crate::record::{PatientId, ReportedPerson};

pub use contact_hash::ContactHasher;
pub use local::LocalRegistry;

/// From this birthday on the contacts of a parent or guardian no longer lead to the person.
pub const AGE_OF_MAJORITY: u32 = 18;

/// Answers from the registry.
#[async_trait]
pub trait Registry: Send + Sync {
    /// The people on whose record the typed contact stands; never a protected or a deceased one. A registry that cannot
    /// look up a contact alone asks with name and birth date, and keeps those whose record has the contact.
    async fn candidates(
        &self,
        request: &AccessRequest,
        today: NaiveDate,
    ) -> Result<Vec<Candidate>, RegistryError>;

    /// Everything reported about the one person these records were decided to belong to, other records of that person
    /// included. `None` where one of the records is withheld or gone.
    async fn person(&self, decided: &[PatientId]) -> Result<Option<ReportedPerson>, RegistryError>;
}

#[derive(Debug, Error)]
pub enum RegistryError {
    /// Worth another try later.
    #[error("the registry does not answer: {0}")]
    Unavailable(String),
    #[error("the registry's answer cannot be read: {0}")]
    Unreadable(String),
}

impl From<DbError> for RegistryError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::UnknownValue(column) => Self::Unreadable(column.to_owned()),
            other => Self::Unavailable(other.to_string()),
        }
    }
}
