//! `myvax registry records`, `separate` and `rejoin`: show the linked records of a person, and undo or restore links.

use std::io::Write;

use anyhow::{Context, bail};

use crate::clock::Clock;
use crate::db::{Database, DbConnection, DbError, patients};
use crate::registry::rekey::{self, RekeyError};
use crate::registry::{ContactHashers, linking};

/// A record, identified by its sender and the sender's own number.
#[derive(Clone, Debug)]
pub struct RecordName {
    pub sender: String,
    pub patient_number: String,
}

/// Prints the records that are linked to this one.
pub fn list(
    database: &Database,
    contact_hashers: &ContactHashers,
    name: &RecordName,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let id = find(database, name)?;
    let known = contact_hashers.now();
    let rows = database.read_blocking(|conn| {
        let hasher = rekey::hasher_for_lookups(conn, &known)?;
        hasher
            .map(|hasher| linking::linked_patients(conn, &hasher, &[id]))
            .transpose()
    })?;
    for row in rows.ok_or(RekeyError::UnknownKey)? {
        let marks = [(row.is_protected, " protected"), (row.is_deceased, " deceased")];
        let marks: String = marks
            .iter()
            .filter(|(is_set, _)| *is_set)
            .map(|(_, mark)| *mark)
            .collect();
        writeln!(out, "{}\t{}{marks}", row.sender, row.sender_patient_id)?;
    }
    Ok(())
}

/// Marks two records as two people.
pub fn separate(
    database: &Database,
    clock: &dyn Clock,
    one: &RecordName,
    other: &RecordName,
) -> anyhow::Result<()> {
    let (one, other) = pair(database, one, other)?;
    let now = clock.now().naive_utc();
    Ok(database.write_blocking(|conn| linking::separate(conn, one, other, now))?)
}

/// Removes a separation.
pub fn rejoin(database: &Database, one: &RecordName, other: &RecordName) -> anyhow::Result<()> {
    let (one, other) = pair(database, one, other)?;
    if !database.write_blocking(|conn| linking::rejoin(conn, one, other))? {
        bail!("these two records were not separated");
    }
    Ok(())
}

fn pair(database: &Database, one: &RecordName, other: &RecordName) -> anyhow::Result<(i64, i64)> {
    let (one, other) = (find(database, one)?, find(database, other)?);
    if one == other {
        bail!("both names identify the same record");
    }
    Ok((one, other))
}

fn find(database: &Database, name: &RecordName) -> anyhow::Result<i64> {
    let RecordName {
        sender,
        patient_number,
    } = name;
    let find =
        |conn: &mut DbConnection| -> Result<_, DbError> { patients::find_row(conn, sender, patient_number) };
    let row = database.read_blocking(find)?;
    let row = row.with_context(|| {
        format!(
            "the registry has no record {patient_number} of the sender {sender}; `registry export` lists them"
        )
    })?;
    Ok(row.id)
}
