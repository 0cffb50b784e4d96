//! Exports the registry for operators, including protected and deceased people. The same reports give the same bytes on
//! every database: the order depends on reported values only, and the output has neither row ids nor the time of the
//! export.

pub mod csv;
pub mod fhir;

use std::io;

use thiserror::Error;

use crate::db::{Database, DbError, sender_records};
use crate::record::sender_record::SenderRecord;

/// The patients that one query reads; other work runs between two queries.
const PATIENTS_OF_A_PAGE: i64 = 200;

#[derive(Debug, Error)]
pub enum ExportError {
    #[error("the export cannot be written: {0}")]
    Unwritable(#[from] io::Error),
    #[error(transparent)]
    Database(#[from] DbError),
}

/// Passes every record to `write`, by sender and number, with one page in memory. Each page is a snapshot of its own:
/// an import at the same time may change the following pages.
pub fn each(
    database: &Database,
    write: &mut dyn FnMut(&SenderRecord) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut after = (String::new(), String::new());
    loop {
        let page = database.read_blocking(|conn| {
            sender_records::page_after(conn, (&after.0, &after.1), PATIENTS_OF_A_PAGE)
        })?;
        let Some(last) = page.last() else { return Ok(()) };
        after = (last.sender.clone(), last.number.clone());
        page.iter().try_for_each(&mut *write)?;
    }
}

/// One patient, by the sender and the sender's number.
pub fn one(database: &Database, sender: &str, number: &str) -> Result<Option<SenderRecord>, DbError> {
    database.read_blocking(|conn| sender_records::find(conn, sender, number))
}
