//! The lock that a process holds while it works on a SQLite file: a second one would take the leases of the first.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;

use super::connection::create_owner_only;
use super::{DatabaseUrl, DbError};

/// Held until this is dropped or the process ends, however it ends. Commands such as an import need no lock.
pub struct ServingLock {
    _file: File,
}

impl ServingLock {
    /// Takes the lock beside the SQLite file. PostgreSQL serves any number of processes, and gets `None`.
    pub fn take(url: &DatabaseUrl) -> Result<Option<Self>, DbError> {
        let DatabaseUrl::Sqlite(path) = url else {
            return Ok(None);
        };
        let name = format!("{}-lock", path.display());
        let unreadable = |error: &dyn std::fmt::Display| DbError::Unreadable(name.clone(), error.to_string());
        create_owner_only(path).map_err(|error| unreadable(&error))?;
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&name)
            .map_err(|error| unreadable(&error))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Err(DbError::InUse(path.display().to_string())),
            Err(TryLockError::Error(error)) => Err(unreadable(&error)),
        }
    }
}
