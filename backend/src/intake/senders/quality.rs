//! The quality of each sender's reports: missing data and rejections.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::db::data_quality::{self, SenderCount};
use crate::db::{Database, DbError, sender_tallies};
use crate::intake::known_vaccines::KnownVaccines;
use crate::matching::names::is_placeholder;
use crate::matching::normalize::words;
use crate::registry::added_contacts;

/// The number of names that one query reads.
const PAGE: i64 = 5_000;

/// The figures of one sender.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SenderQuality {
    /// Empty for messages without a readable sender.
    pub sender: String,
    pub patients: i64,
    /// Patients without a usable contact: no request can find them.
    pub patients_without_contact: i64,
    /// Patients named "Baby Boy" or the like: matching finds them only once they have a name.
    pub placeholder_names: i64,
    pub immunizations: i64,
    /// Counted among the doses that the sender gave.
    pub missing_lots: i64,
    /// Doses with a code that neither the built-in catalogue nor the loaded codes have.
    pub unknown_vaccine_codes: i64,
    /// All messages since the registry was created, including repeats.
    pub messages: i64,
    pub rejected_messages: i64,
    pub warnings: i64,
    /// Contacts that this sender alone reports of people whom other senders report too.
    pub contacts_added: i64,
}

/// The figures of each sender, by name.
pub fn quality(database: &Database) -> Result<Vec<SenderQuality>, DbError> {
    let mut lines: BTreeMap<String, SenderQuality> = BTreeMap::new();
    let mut note = |counts: Vec<SenderCount>, field: fn(&mut SenderQuality) -> &mut i64| {
        for (sender, count) in counts {
            *field(lines.entry(sender).or_default()) += count;
        }
    };
    let read = |question: fn(&mut crate::db::DbConnection) -> Result<Vec<SenderCount>, DbError>| {
        database.read_blocking(question)
    };
    note(read(data_quality::patients)?, |line| &mut line.patients);
    note(read(data_quality::patients_without_contact)?, |line| {
        &mut line.patients_without_contact
    });
    let doses = database.read_blocking(data_quality::doses_by_vaccine)?;
    let known = KnownVaccines::of(database)?;
    let unknown = doses.iter().filter(|(_, cvx, _)| !known.knows(cvx));
    let counted = |(sender, _, count): &(String, String, i64)| (sender.clone(), *count);
    note(unknown.map(counted).collect(), |line| {
        &mut line.unknown_vaccine_codes
    });
    note(doses.iter().map(counted).collect(), |line| {
        &mut line.immunizations
    });
    note(read(data_quality::doses_without_lot)?, |line| {
        &mut line.missing_lots
    });
    let mut last = 0;
    loop {
        let page = database.read_blocking(|conn| data_quality::given_names_after(conn, last, PAGE))?;
        let Some((id, _, _)) = page.last() else { break };
        last = *id;
        let placeholders = page
            .into_iter()
            .filter(|(_, _, first)| is_placeholder(&words(first)));
        note(placeholders.map(|(_, sender, _)| (sender, 1)).collect(), |line| {
            &mut line.placeholder_names
        });
    }
    for tally in database.read_blocking(sender_tallies::all)? {
        let line = lines.entry(tally.sender).or_default();
        line.messages = tally.messages;
        line.rejected_messages = tally.rejected;
        line.warnings = tally.warnings;
    }
    for (sender, count) in added_contacts::by_sender(database)? {
        lines.entry(sender).or_default().contacts_added = count;
    }
    let named = |(sender, line)| SenderQuality { sender, ..line };
    Ok(lines.into_iter().map(named).collect())
}
