//! The demo's sample registry of invented people. `data/sample/README.md` lists them.

use std::collections::HashSet;

use crate::clock::Clock;
use crate::db::{Database, DbError, patients};
use crate::intake::options::Options;
use crate::intake::read_at::ReadAt;
use crate::intake::{ImportError, Importer, Summary, hl7v2};
use crate::registry::{ContactHashers, rekey};

/// The files, by name.
pub const FILES: [(&str, &str); 3] = [
    ("families.hl7", include_str!("../../data/sample/families.hl7")),
    ("adults.hl7", include_str!("../../data/sample/adults.hl7")),
    ("special.hl7", include_str!("../../data/sample/special.hl7")),
];

/// People whom a user of the demo can look up first.
pub const PEOPLE_TO_LOOK_UP: [&str; 3] = [
    "Zoë Example, 1988-02-29, female, (617) 555-0142 or zoe@example.org: a record with a card",
    "Ruth Winters, 1944-01-31, female, (617) 555-0118: eighteen doses on one card",
    "Peter Novak, 1973-09-09, male, (617) 555-0114 or peter@example.org: a record without a card",
];

/// The sender of each of its patients, and the sender's number for it.
fn names(clock: &dyn Clock) -> HashSet<(String, String)> {
    let options = Options::of(ReadAt::of(clock));
    let reports = FILES
        .iter()
        .flat_map(|(_, text)| hl7v2::messages(text.as_bytes(), options.clone()))
        .filter_map(|message| message.ok()?.report.ok());
    reports
        .map(|report| (report.sender, report.patient.sender_patient_id))
        .collect()
}

/// How many of the sample's patients the database holds.
pub fn count(database: &Database, clock: &dyn Clock) -> Result<usize, DbError> {
    Ok(ids(database, &names(clock))?.len())
}

/// Whether the database holds somebody else: the demo would show everyone's messages to everyone.
pub fn has_others(database: &Database, clock: &dyn Clock) -> Result<bool, DbError> {
    let names = names(clock);
    let own = ids(database, &names)?;
    let one_more = i64::try_from(own.len() + 1).unwrap_or(i64::MAX);
    let found = database.read_blocking(|conn| patients::ids_after(conn, 0, one_more))?;
    Ok(found.len() > own.len())
}

fn ids(database: &Database, names: &HashSet<(String, String)>) -> Result<Vec<i64>, DbError> {
    let wanted: Vec<_> = names
        .iter()
        .map(|(sender, number)| (sender.as_str(), number.as_str()))
        .collect();
    let rows = database.read_blocking(|conn| patients::rows_of(conn, &wanted))?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Adds the missing part of the sample and changes nothing else. A registry that an earlier demo filled was hashed
/// under that demo's throwaway key, so its contact hashes are computed again first.
pub fn add(
    database: &Database,
    contact_hashers: &ContactHashers,
    clock: &dyn Clock,
) -> Result<Summary, ImportError> {
    let known = contact_hashers.now();
    database.write_blocking(|conn| match rekey::hasher_for_lookups(conn, &known)? {
        Some(_) => Ok(()),
        None => rekey::restart(conn, &known),
    })?;
    while database.write_blocking(|conn| rekey::step(conn, &known))? {}
    let mut importer = Importer::new(database, contact_hashers, clock);
    for (name, text) in FILES {
        hl7v2::import(&mut importer, name, text.as_bytes(), &mut |_| {})?;
    }
    Ok(importer.summary())
}
