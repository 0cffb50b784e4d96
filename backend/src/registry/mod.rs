//! The registry's door: finds the people with a contact, and returns what was reported about a person. The local
//! registry implements it; another registry may fill `PatientId` with its own text.

pub mod added_contacts;
pub mod contact_hash;
pub mod contact_hashers;
pub mod linking;
pub mod local;
pub mod rekey;
pub mod shared_contacts;

use async_trait::async_trait;
use chrono::NaiveDate;
use shared::access_request::AccessRequest;
use thiserror::Error;

use crate::db::DbError;
use crate::matching::Candidate;
use crate::record::{PatientId, ReportedPerson};

pub use contact_hash::ContactHasher;
pub use contact_hashers::ContactHashers;
pub use local::LocalRegistry;

/// From this birthday on, contacts of parents or guardians no longer find the person.
pub const AGE_OF_MAJORITY: u32 = 18;

/// The questions that a registry answers.
#[async_trait]
pub trait Registry: Send + Sync {
    /// The people whose record has the typed contact, without protected and deceased ones. A registry that cannot
    /// search by contact alone searches by name and birth date, and keeps those whose record has the contact.
    async fn candidates(
        &self,
        request: &AccessRequest,
        today: NaiveDate,
    ) -> Result<Vec<Candidate>, RegistryError>;

    /// All reports about the one person whom matching found in these records, including the person's linked records.
    /// `None` if one of the records is withheld or gone.
    async fn person(&self, decided: &[PatientId]) -> Result<Option<ReportedPerson>, RegistryError>;
}

#[derive(Debug, Error)]
pub enum RegistryError {
    /// A later try may succeed.
    #[error("the registry is unavailable: {0}")]
    Unavailable(String),
    /// This process cannot look up contacts, so it must not answer that there is no record.
    #[error("the registry's contacts are hashed under a contact key or by rules that are unknown here")]
    UnknownKey,
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
