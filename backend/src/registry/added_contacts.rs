//! Counts the contacts by which each sender opens people whom other senders report too: those that it alone reports.

use std::collections::{BTreeMap, BTreeSet};

use super::linking::record;
use super::shared_contacts::MOST_PATIENTS_OF_A_CONTACT;
use crate::db::contacts::{self, ContactRow, HashOfPatient};
use crate::db::patients::PatientRow;
use crate::db::{Database, DbConnection, DbError};
use crate::matching::normalize::canonical_contact;
use crate::matching::same_record::are_of_one_person;

/// The number of hashes that one query reads. More rows than this of one hash are of too many patients.
const PAGE: u32 = 5_000;
/// The number of patients whose contacts are compared at once.
const STEP: usize = 500;

/// For each patient the patients of other senders that are the same person by a shared contact.
type Links = BTreeMap<i64, BTreeSet<i64>>;

/// The number of such contacts by sender. Senders without any are left out. Each page of a large registry is read by
/// itself, so that no import waits.
pub fn by_sender(database: &Database) -> Result<BTreeMap<String, i64>, DbError> {
    by_sender_in_pages(database, PAGE)
}

/// `by_sender` with another number of hashes in a query, more than the rows of `MOST_PATIENTS_OF_A_CONTACT` patients.
pub fn by_sender_in_pages(database: &Database, page: u32) -> Result<BTreeMap<String, i64>, DbError> {
    let mut links = Links::new();
    let mut from = Vec::new();
    while let Some(next) = database.read_blocking(|conn| link_page(conn, (&from, page), &mut links))? {
        from = next;
    }
    let mut counts = BTreeMap::new();
    let linked: Vec<i64> = links.keys().copied().collect();
    for some in linked.chunks(STEP) {
        database.read_blocking(|conn| count_added(conn, some, &links, &mut counts))?;
    }
    Ok(counts)
}

/// Links the patients of one page of hashes. Returns where the next page begins.
fn link_page(
    conn: &mut DbConnection,
    (from, page): (&[u8], u32),
    links: &mut Links,
) -> Result<Option<Vec<u8>>, DbError> {
    let rows = contacts::hashes_from(conn, from, page)?;
    let is_last = rows.len() < page as usize;
    let mut groups: Vec<&[HashOfPatient]> = rows.chunk_by(|(one, ..), (other, ..)| one == other).collect();
    let mut next = None;
    if !is_last && let Some(cut) = groups.pop() {
        let hash = &cut[0].0;
        // The page's last hash begins the next page, unless it fills this page alone: then it is of too many patients.
        let after = if groups.is_empty() { &[0][..] } else { &[] };
        next = Some([hash, after].concat());
    }
    groups.retain(|group| is_shared_by_senders(group));
    let ids: BTreeSet<i64> = groups.iter().copied().flatten().map(|(_, id, _)| *id).collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let (patients, _) = contacts::patients_and_contacts(conn, &ids)?;
    let patients: BTreeMap<i64, PatientRow> = patients.into_iter().map(|row| (row.id, row)).collect();
    for group in groups {
        let same: Vec<_> = group.iter().filter_map(|(_, id, _)| patients.get(id)).collect();
        link_all(&same, links)?;
    }
    Ok(next)
}

fn is_shared_by_senders(group: &[HashOfPatient]) -> bool {
    let patients: BTreeSet<i64> = group.iter().map(|(_, id, _)| *id).collect();
    let is_of_few = patients.len() <= MOST_PATIENTS_OF_A_CONTACT as usize;
    is_of_few && group.iter().any(|(_, _, sender)| *sender != group[0].2)
}

fn link_all(patients: &[&PatientRow], links: &mut Links) -> Result<(), DbError> {
    for (at, one) in patients.iter().enumerate() {
        for other in &patients[at + 1..] {
            // Comparing birth dates first spares the comparison of the names of a family.
            if one.sender != other.sender
                && one.birth_date == other.birth_date
                && are_of_one_person(&record(one)?, &record(other)?)
            {
                links.entry(one.id).or_default().insert(other.id);
                links.entry(other.id).or_default().insert(one.id);
            }
        }
    }
    Ok(())
}

/// Counts the contacts of these patients that none of the linked patients has.
fn count_added(
    conn: &mut DbConnection,
    ids: &[i64],
    links: &Links,
    counts: &mut BTreeMap<String, i64>,
) -> Result<(), DbError> {
    let others_of = |id: &i64| links.get(id).into_iter().flatten().copied();
    let all: BTreeSet<i64> = ids
        .iter()
        .copied()
        .chain(ids.iter().flat_map(others_of))
        .collect();
    let all: Vec<i64> = all.into_iter().collect();
    let (patients, rows) = contacts::patients_and_contacts(conn, &all)?;
    let canonical = canonical_contacts(&rows)?;
    for patient in patients
        .iter()
        .filter(|patient| ids.binary_search(&patient.id).is_ok())
    {
        let Some(own) = canonical.get(&patient.id) else {
            continue;
        };
        let is_of_others = |contact: &&String| {
            others_of(&patient.id).any(|id| canonical.get(&id).is_some_and(|of| of.contains(*contact)))
        };
        let added = own.iter().filter(|contact| !is_of_others(contact)).count();
        if added > 0 {
            *counts.entry(patient.sender.clone()).or_default() += i64::try_from(added).unwrap_or(i64::MAX);
        }
    }
    Ok(())
}

/// The canonical contacts of each patient, without placeholders.
fn canonical_contacts(rows: &[ContactRow]) -> Result<BTreeMap<i64, BTreeSet<String>>, DbError> {
    let mut canonical: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        if let Some(contact) = canonical_contact(row.kind()?, &row.value) {
            canonical.entry(row.patient_id).or_default().insert(contact);
        }
    }
    Ok(canonical)
}
