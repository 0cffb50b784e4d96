//! The registry's door: who a contact may belong to, and what was reported about them. The local registry is behind it.

pub mod contact_hash;
pub mod linking;
pub mod local;
pub mod rekey;

use async_trait::async_trait;
use chrono::NaiveDate;
use shared::contact::Contact;
use thiserror::Error;

use crate::db::DbError;
use crate::matching::Candidate;
use crate::record::{ReportedImmunization, ReportedPatient};

pub use contact_hash::ContactKey;
pub use local::LocalRegistry;

/// From this birthday on the contacts of a parent or guardian no longer lead to the person.
pub const AGE_OF_MAJORITY: u32 = 18;

/// Answers from the registry.
#[async_trait]
pub trait Registry: Send + Sync {
    /// The people on whose record the contact stands; never a protected or a deceased one.
    async fn candidates(&self, contact: &Contact, today: NaiveDate) -> Result<Vec<Candidate>, RegistryError>;

    /// All records of the one person these records belong to, these first. Empty when one of them must not be shown.
    async fn records_of(&self, patient_ids: &[String]) -> Result<Vec<String>, RegistryError>;

    async fn patient(&self, patient_id: &str) -> Result<Option<ReportedPatient>, RegistryError>;

    /// All doses, refused and not-given ones too, oldest first.
    async fn immunizations(&self, patient_id: &str) -> Result<Vec<ReportedImmunization>, RegistryError>;
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
