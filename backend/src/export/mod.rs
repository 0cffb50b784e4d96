//! The registry, written out for operators: protected and deceased people too. The same registry is the same bytes on
//! every database: ordered by what senders said, without row numbers and without the time of the export.

pub mod csv;
pub mod fhir;

use std::io;

use thiserror::Error;

use crate::db::contacts::{self, ContactRow};
use crate::db::immunizations::{self, ImmunizationRow};
use crate::db::patients::{self, PatientRow};
use crate::db::{Database, DbConnection, DbError};

/// So many patients are read together; between them others get their turn.
const PATIENTS_OF_A_PAGE: i64 = 200;

#[derive(Debug, Error)]
pub enum ExportError {
    #[error("the export cannot be written: {0}")]
    Unwritable(#[from] io::Error),
    #[error(transparent)]
    Database(#[from] DbError),
}

/// All the registry holds of one sender's patient.
pub struct Held {
    pub patient: PatientRow,
    /// Sorted.
    pub contacts: Vec<ContactRow>,
    /// By day, vaccine and the sender's number.
    pub doses: Vec<ImmunizationRow>,
}

/// Gives every patient to `write`, by sender and number, a page in memory at a time. Each patient is as the registry has
/// them at one moment; an import at the same time may change those that follow.
pub fn each(
    database: &Database,
    write: &mut dyn FnMut(&Held) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut after = (String::new(), String::new());
    loop {
        let page = database.read_blocking(|conn| {
            patients::page_after(conn, (&after.0, &after.1), PATIENTS_OF_A_PAGE)?
                .into_iter()
                .map(|patient| held(conn, patient))
                .collect::<Result<Vec<_>, _>>()
        })?;
        let Some(last) = page.last() else { return Ok(()) };
        after = (
            last.patient.sender.clone(),
            last.patient.sender_patient_id.clone(),
        );
        page.iter().try_for_each(&mut *write)?;
    }
}

/// One patient, by the sender and the sender's number.
pub fn one(database: &Database, sender: &str, number: &str) -> Result<Option<Held>, DbError> {
    database.read_blocking(|conn| {
        let row = patients::find_row(conn, sender, number)?;
        row.map(|patient| held(conn, patient)).transpose()
    })
}

fn held(conn: &mut DbConnection, patient: PatientRow) -> Result<Held, DbError> {
    let mut doses = immunizations::rows_of(conn, patient.id)?;
    doses.sort_by(|a, b| {
        let key = |row: &'_ ImmunizationRow| {
            (
                row.occurrence_date,
                row.cvx.clone(),
                row.filler_order_number.clone(),
                row.number,
            )
        };
        key(a).cmp(&key(b))
    });
    Ok(Held {
        contacts: contacts::contacts_of(conn, patient.id)?,
        doses,
        patient,
    })
}
