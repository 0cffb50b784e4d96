//! A registry of any size on disk: the tables that a decision reads, filled with generated people.

use std::path::{Path, PathBuf};

use backend::clock::{Clock, SystemClock};
use backend::db::patients::{AliasRow, aliases_text};
use backend::db::{Database, DatabaseUrl};
use backend::matching::normalize::ContactKind;
use backend::registry::{ContactHashers, rekey};
use chrono::NaiveDate;
use generator::{Contact as GeneratedContact, Person};
use rusqlite::{Connection, params};
use shared::access_request::{AccessRequest, AccessRequestForm};
use shared::contact::{Contact, EmailAddress, PhoneNumber};
use zeroize::Zeroizing;

const SEED: u64 = 1;
/// The rows of one transaction.
const BATCH: u64 = 100_000;
/// The number of requests.
const REQUESTS: u64 = 20_000;

/// A registry, and requests for people in it.
pub struct Registry {
    pub patients: u64,
    pub path: PathBuf,
    pub database: Database,
    pub requests: Vec<AccessRequest>,
}

pub fn contact_hashers() -> ContactHashers {
    ContactHashers::new(&Zeroizing::new([7; 32]).into())
}

/// Opens the registry with this many patients, or builds it first.
pub fn open(folder: &Path, patients: u64) -> Registry {
    let path = folder.join(format!("registry-{patients}.db"));
    let half = folder.join(format!("registry-{patients}.half"));
    if !path.exists() {
        let _ = std::fs::remove_file(&half);
        build(&half, patients);
        std::fs::rename(&half, &path).unwrap();
    }
    let requests = requests(patients);
    // Loads the file into the page cache, as on a server that has run for a while.
    std::io::copy(&mut std::fs::File::open(&path).unwrap(), &mut std::io::sink()).unwrap();
    Registry {
        patients,
        database: opened(&path),
        path,
        requests,
    }
}

pub fn opened(path: &Path) -> Database {
    opened_at(&format!("sqlite://{}", path.display()))
}

pub fn opened_at(url: &str) -> Database {
    Database::open(&DatabaseUrl::parse(url).unwrap()).unwrap()
}

fn build(path: &Path, patients: u64) {
    eprintln!("building a registry of {patients} patients in {}", path.display());
    let database = opened(path);
    let known = contact_hashers().now();
    database.write_blocking(|conn| rekey::step(conn, &known)).unwrap();
    drop(database);
    let conn = Connection::open(path).unwrap();
    conn.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")
        .unwrap();
    let known = contact_hashers().now();
    let key = known.current();
    let mut keys: Vec<(Vec<u8>, i64, bool, NaiveDate)> = Vec::new();
    conn.execute_batch("BEGIN").unwrap();
    for person in generator::people(SEED, patients) {
        let id = i64::try_from(person.number).unwrap();
        insert_patient(&conn, id, &person);
        let own = person.own_contacts.iter().map(|contact| (contact, true));
        let guardians = person.guardians.iter().flat_map(|guardian| &guardian.contacts);
        for (contact, is_own) in own.chain(guardians.map(|contact| (contact, false))) {
            insert_contact(&conn, id, contact, is_own, person.last_seen_on);
            keys.extend(
                key.hash(&typed(contact))
                    .map(|hash| (hash, id, is_own, person.last_seen_on)),
            );
        }
        if person.number % BATCH == 0 {
            conn.execute_batch("COMMIT; BEGIN").unwrap();
        }
    }
    // Sorted by the index, which is faster than random inserts.
    keys.sort_unstable();
    keys.dedup_by(|a, b| (&a.0, a.1, a.2) == (&b.0, b.1, b.2));
    for (hash, id, is_own, last_seen_on) in keys {
        let mut insert = conn
            .prepare_cached("INSERT INTO contact_hash VALUES (?, ?, ?, ?)")
            .unwrap();
        insert
            .execute(params![hash, id, owner(is_own), last_seen_on.to_string()])
            .unwrap();
    }
    conn.execute_batch("COMMIT; ANALYZE").unwrap();
}

const fn owner(is_own: bool) -> &'static str {
    if is_own { "self" } else { "guardian" }
}

fn insert_patient(conn: &Connection, id: i64, person: &Person) {
    let aliases: Vec<AliasRow> = person
        .maiden_name
        .iter()
        .map(|maiden_name| AliasRow {
            first_name: person.first_name.clone(),
            last_name: maiden_name.clone(),
        })
        .collect();
    conn.prepare_cached("INSERT INTO patient VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .unwrap()
        .execute(params![
            id,
            person.sender.name,
            person.sender_patient_id(),
            person.first_name,
            person.middle_name,
            person.last_name,
            person.suffix,
            aliases_text(&aliases),
            person.birth_date.to_string(),
            person.gender.name(),
            person.is_protected,
            person.deceased_on.is_some(),
            person.deceased_on.map(|day| day.to_string()),
            person.birth_order.is_some(),
            moment(person.last_seen_on),
            vec![0_u8; 16],
        ])
        .unwrap();
}

fn insert_contact(conn: &Connection, id: i64, contact: &GeneratedContact, is_own: bool, seen: NaiveDate) {
    let kind = match contact.kind {
        ContactKind::Phone => "phone",
        ContactKind::Email => "email",
    };
    conn.prepare_cached("INSERT OR IGNORE INTO patient_contact VALUES (?, ?, ?, ?, ?)")
        .unwrap()
        .execute(params![id, kind, contact.value, owner(is_own), moment(seen)])
        .unwrap();
}

/// A time as diesel writes it.
fn moment(day: NaiveDate) -> String {
    format!("{day} 12:00:00")
}

fn typed(contact: &GeneratedContact) -> Contact {
    match contact.kind {
        ContactKind::Phone => Contact::Phone(PhoneNumber::parse(&contact.value).unwrap()),
        ContactKind::Email => Contact::Email(EmailAddress::parse(&contact.value).unwrap()),
    }
}

/// Requests for people from all parts of the registry, each with a contact on the person's record.
fn requests(patients: u64) -> Vec<AccessRequest> {
    let step = (patients / REQUESTS).max(1);
    let today = SystemClock.latest_today();
    generator::people(SEED, patients)
        .filter(|person| person.number % step == 0)
        .filter_map(|person| {
            let contact = person.contacts().next()?.clone();
            let (email, phone) = match contact.kind {
                ContactKind::Email => (Some(contact.value), None),
                ContactKind::Phone => (None, Some(contact.value)),
            };
            let form = AccessRequestForm {
                first_name: Some(person.first_name.clone()),
                last_name: Some(person.last_name.clone()),
                birth_date: Some(person.birth_date.to_string()),
                gender: Some(person.gender.name().to_owned()),
                email,
                phone,
                pin: Some("2580".to_owned()),
                ..AccessRequestForm::default()
            };
            form.parse(today).ok()
        })
        .collect()
}
