//! The errors of the database.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum DbError {
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    #[error("the database has no space left")]
    Full,
    #[error("the row exists already")]
    AlreadyThere,
    #[error("{0} cannot be opened: {1}")]
    Unreadable(String, String),
    #[error(
        "the database has the schema of a newer version (schema {0}); start that version, or restore a backup"
    )]
    NewerSchema(String),
    #[error(
        "{0} is in use by another `myvax serve` or `myvax work`; stop that one, or use PostgreSQL for several"
    )]
    InUse(String),
    #[error("the schema cannot be migrated: {0}")]
    Migration(String),
    #[error("a row contains a value that this version does not know: {0}")]
    UnknownValue(&'static str),
    #[error("query failed: {0}")]
    Query(DieselError),
}

impl From<DieselError> for DbError {
    fn from(error: DieselError) -> Self {
        let DieselError::DatabaseError(kind, info) = &error else {
            return Self::Query(error);
        };
        let message = info.message();
        if message.contains("is full") || message.contains("No space left") {
            return Self::Full;
        }
        match kind {
            DatabaseErrorKind::UniqueViolation => Self::AlreadyThere,
            DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::UnableToSendCommand
            | DatabaseErrorKind::ReadOnlyTransaction => Self::Unavailable(message.to_owned()),
            _ if [
                "terminating connection",
                "server closed the connection",
                "could not receive data from server",
                "statement timeout",
                "database is locked",
                "disk I/O error",
                "readonly database",
            ]
            .iter()
            .any(|sign| message.contains(sign)) =>
            {
                Self::Unavailable(message.to_owned())
            }
            _ => Self::Query(error),
        }
    }
}
