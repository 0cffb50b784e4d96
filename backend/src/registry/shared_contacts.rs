//! The patients with a contact. A sender that reports one contact for many patients is disregarded, so that it cannot
//! hide the patients of other senders.

use std::collections::BTreeSet;

use crate::db::contacts::{self, ContactHashRow};
use crate::db::patients::PatientRow;
use crate::db::{DbConnection, DbError};

/// A sender reports one contact for more patients than this only if it belongs to a shelter or a clinic, is a
/// placeholder, or is to hide other patients.
pub const MOST_PATIENTS_OF_A_CONTACT: u32 = 24;
/// A patient has at most one row for each of the two owners, so this many rows prove that more patients share it.
const ROWS_THAT_PROVE_MORE: u32 = 2 * MOST_PATIENTS_OF_A_CONTACT + 1;
/// Above this, counting a contact's rows by sender would take too long, and the contact is disregarded.
const MOST_ROWS_COUNTED: u32 = 100_000;
/// Above this, the contact is disregarded: too many senders report it.
const MOST_PATIENTS_OF_ALL_SENDERS: i64 = 1_000;

pub type PatientsOfContact = Vec<(ContactHashRow, PatientRow)>;

/// The patients with this contact, including protected and deceased ones. A patient has one row for each owner of the
/// contact.
pub fn patients_with(conn: &mut DbConnection, hash: &[u8]) -> Result<PatientsOfContact, DbError> {
    let rows = contacts::patients_with(conn, hash, ROWS_THAT_PROVE_MORE)?;
    without_disregarded_senders(conn, hash, rows)
}

/// The patients with each of the contacts, as `patients_with` finds them.
pub fn patients_with_each(
    conn: &mut DbConnection,
    hashes: &[Vec<u8>],
) -> Result<Vec<PatientsOfContact>, DbError> {
    let found = contacts::patients_with_any(conn, hashes, ROWS_THAT_PROVE_MORE)?;
    let pairs = hashes.iter().zip(found);
    pairs
        .map(|(hash, rows)| without_disregarded_senders(conn, hash, rows))
        .collect()
}

/// Keeps these rows if they are of few patients. Otherwise reads the rows of the senders that report the contact for
/// few patients each.
fn without_disregarded_senders(
    conn: &mut DbConnection,
    hash: &[u8],
    rows: PatientsOfContact,
) -> Result<PatientsOfContact, DbError> {
    let patients: BTreeSet<i64> = rows.iter().map(|(row, _)| row.patient_id).collect();
    if patients.len() <= MOST_PATIENTS_OF_A_CONTACT as usize {
        return Ok(rows);
    }
    if contacts::has_more_rows_than(conn, hash, MOST_ROWS_COUNTED)? {
        return Ok(Vec::new());
    }
    let counts = contacts::patients_by_sender(conn, hash)?;
    let (few, many): (Vec<_>, Vec<_>) = counts
        .into_iter()
        .partition(|(_, patients)| *patients <= i64::from(MOST_PATIENTS_OF_A_CONTACT));
    let patients: i64 = few.iter().map(|(_, patients)| patients).sum();
    if few.is_empty() || patients > MOST_PATIENTS_OF_ALL_SENDERS {
        return Ok(Vec::new());
    }
    let disregarded: Vec<String> = many.into_iter().map(|(sender, _)| sender).collect();
    contacts::patients_of_other_senders(conn, hash, &disregarded)
}
