//! Record linkage: links the records of different senders about one person. The tables never merge linked records, so
//! that separating them undoes a wrong link, and a sender's correction changes the links by itself.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::contact_hash::contact_hashes;
use super::{ContactHasher, shared_contacts};
use crate::db::contacts::ContactRow;
use crate::db::patients::PatientRow;
use crate::db::{DbConnection, DbError, contacts, sender_accounts, separations};
use crate::matching::same_record::{Record, are_of_one_person};

/// These records, followed by all records linked to them by shared contacts. Empty if two of these were separated from
/// each other.
pub fn linked_patients(
    conn: &mut DbConnection,
    contact_hasher: &ContactHasher,
    ids: &[i64],
) -> Result<Vec<PatientRow>, DbError> {
    let (mut found, mut contacts) = contacts::patients_and_contacts(conn, ids)?;
    for (at, row) in found.iter().enumerate() {
        if is_separated(conn, &found[..at], row)? {
            return Ok(Vec::new());
        }
    }
    let mut next = 0;
    while next < found.len() {
        let nearest = found[next..].to_vec();
        next = found.len();
        let pairs = sharing_a_contact(conn, contact_hasher, &nearest, &contacts)?;
        let own_links = OwnLinks::among(conn, &pairs)?;
        for (row, other) in pairs {
            if found.iter().all(|known| known.id != other.id)
                && own_links.allow(&row.sender, &other.sender)
                && are_of_one_person(&record(row)?, &record(&other)?)
                && !is_separated(conn, &found, &other)?
            {
                found.push(other);
            }
        }
        if next < found.len() {
            let further: Vec<i64> = found[next..].iter().map(|row| row.id).collect();
            contacts = contacts::contacts_of_all(conn, &further)?;
        }
    }
    Ok(found)
}

/// The senders whose contacts open their own reports only, each with its account.
struct OwnLinks(Vec<(String, String)>);

impl OwnLinks {
    /// Asks the database only if a pair is of two senders.
    fn among(conn: &mut DbConnection, pairs: &[(&PatientRow, PatientRow)]) -> Result<Self, DbError> {
        let of_two = pairs.iter().filter(|(row, other)| row.sender != other.sender);
        let senders: BTreeSet<&str> = of_two
            .flat_map(|(row, other)| [row.sender.as_str(), other.sender.as_str()])
            .collect();
        if senders.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let senders: Vec<&str> = senders.into_iter().collect();
        sender_accounts::accounts_linked_to_own(conn, &senders).map(Self)
    }

    /// Whether a contact that the one sender reports may open a record of the other sender.
    fn allow(&self, one: &str, other: &str) -> bool {
        let accounts_of = |sender: &str| {
            let accounts = self.0.iter().filter(|(_, facility)| facility == sender);
            accounts.map(|(account, _)| account).collect::<BTreeSet<_>>()
        };
        let accounts = accounts_of(one);
        one == other || accounts.is_empty() || !accounts.is_disjoint(&accounts_of(other))
    }
}

/// Separates two records, so that they are never linked.
pub fn separate(conn: &mut DbConnection, one: i64, other: i64, now: NaiveDateTime) -> Result<(), DbError> {
    separations::add(conn, one, other, now)
}

/// Removes a separation. False if there was none.
pub fn rejoin(conn: &mut DbConnection, one: i64, other: i64) -> Result<bool, DbError> {
    separations::remove(conn, one, other)
}

/// Pairs each of these records with each record that shares one of its contacts. A record of a sender that is
/// disregarded for a contact has no pairs by it.
fn sharing_a_contact<'r>(
    conn: &mut DbConnection,
    contact_hasher: &ContactHasher,
    rows: &'r [PatientRow],
    contacts: &[ContactRow],
) -> Result<Vec<(&'r PatientRow, PatientRow)>, DbError> {
    let hashes: BTreeSet<Vec<u8>> = contact_hashes(contacts, contact_hasher)?
        .into_iter()
        .map(|row| row.hash)
        .collect();
    let hashes: Vec<Vec<u8>> = hashes.into_iter().collect();
    let mut pairs = Vec::new();
    for found in shared_contacts::patients_with_each(conn, &hashes)? {
        let has_contact = |row: &&PatientRow| found.iter().any(|(_, other)| other.id == row.id);
        for row in rows.iter().filter(has_contact) {
            pairs.extend(found.iter().map(|(_, other)| (row, other.clone())));
        }
    }
    Ok(pairs)
}

fn is_separated(conn: &mut DbConnection, found: &[PatientRow], other: &PatientRow) -> Result<bool, DbError> {
    for row in found {
        if separations::are_separated(conn, row.id, other.id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn record(row: &PatientRow) -> Result<Record<'_>, DbError> {
    Ok(Record {
        first_name: &row.first_name,
        middle_name: row.middle_name.as_deref().unwrap_or_default(),
        last_name: &row.last_name,
        suffix: row.suffix.as_deref().unwrap_or_default(),
        birth_date: row.birth_date,
        gender: row.gender()?,
        is_multiple_birth: row.is_multiple_birth,
    })
}
