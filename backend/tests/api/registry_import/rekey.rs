//! When the contact key or the rules change, the contact hashes are computed again from the reported contacts, and every
//! lookup stays complete meanwhile.

use backend::commands::sample;
use backend::db::{Database, patients};
use backend::intake::hl7v2;
use backend::intake::{ImportError, Importer};
use backend::matching::normalize::{CONTACT_RULES, ContactKind, ContactRules, canonical_contact};
use backend::record::PatientId;
use backend::registry::rekey::{self, Stage};
use backend::registry::{ContactHashers, LocalRegistry, Registry, RegistryError};
use backend::secrets::keyring::Keyring;
use backend::secrets::seal::SecretKey;
use zeroize::Zeroizing;

use super::{ANN, add_sample, asking_with, contact_hashers, message, rows, throwaway_database, today};
use crate::helpers::fixed_clock::FixedClock;

const OLD: u8 = 7;
const NEW: u8 = 8;

fn key(byte: u8) -> SecretKey {
    Zeroizing::new([byte; 32])
}

fn keys(current: u8, previous: Option<u8>, next: Option<u8>) -> Keyring {
    Keyring {
        current: key(current),
        previous: previous.map(key),
        next: next.map(key),
    }
}

/// A process that knows the new key and still uses the old one.
fn waiting() -> ContactHashers {
    ContactHashers::new(&keys(OLD, None, Some(NEW)))
}

/// A process that uses the new key and still knows the old one.
fn rotated() -> ContactHashers {
    ContactHashers::new(&keys(NEW, Some(OLD), None))
}

/// A process that knows the new key only.
fn ignorant() -> ContactHashers {
    ContactHashers::new(&key(NEW).into())
}

fn stored(database: &Database) -> Vec<String> {
    let rows = rows(database, false);
    rows.into_iter()
        .filter(|row| row.starts_with("contact_hash|"))
        .collect()
}

fn step(database: &Database, hashers: &ContactHashers) -> bool {
    let known = hashers.now();
    database.write_blocking(|conn| rekey::step(conn, &known)).unwrap()
}

fn finish(database: &Database, hashers: &ContactHashers) {
    while step(database, hashers) {}
}

fn stage(database: &Database, hashers: &ContactHashers) -> Stage {
    let known = hashers.now();
    database.read_blocking(|conn| rekey::stage(conn, &known)).unwrap()
}

fn restart(database: &Database, hashers: &ContactHashers) {
    let known = hashers.now();
    database
        .write_blocking(|conn| rekey::restart(conn, &known))
        .unwrap();
}

fn import_as(database: &Database, hashers: &ContactHashers, text: &str) -> Result<(), ImportError> {
    let mut importer = Importer::new(database, hashers, &FixedClock::default());
    hl7v2::import(&mut importer, "a.hl7", text.as_bytes(), &mut |_| {})
}

/// The number of people with this phone.
async fn found(database: &Database, hashers: &ContactHashers, phone: &str) -> Result<usize, RegistryError> {
    let registry = LocalRegistry::new(database.clone(), hashers.clone());
    let found = registry.candidates(&asking_with(phone), today()).await?;
    Ok(found.len())
}

/// The number of linked records of the clinic's patient; `None` if they are withheld.
async fn linked(
    database: &Database,
    hashers: &ContactHashers,
    number: &str,
) -> Result<Option<usize>, RegistryError> {
    let row = database.read_blocking(|conn| patients::find_row(conn, "CLINIC", &format!("{number}^CLINIC")));
    let id = PatientId::new(row.unwrap().unwrap().id.to_string());
    let registry = LocalRegistry::new(database.clone(), hashers.clone());
    Ok(registry.person(&[id]).await?.map(|person| person.records.len()))
}

fn ann(number: &str, phone: &str) -> String {
    ANN.replace("A1", number).replace("5550100", phone)
}

/// The same patient, reported by another clinic.
fn elsewhere(pid: &str, more: &[&str]) -> String {
    message(5, &pid.replace("^^^CLINIC^MR", "^^^OTHER^MR"), more).replace("|EHR|CLINIC|", "|EHR|OTHER|")
}

/// More patients than one step takes. Ann has records of two clinics; Bea has, too, and one of hers is protected.
fn fill(database: &Database) {
    let bea = ann("B1", "5550102").replace("^Ann^", "^Bea^");
    let mut text = message(5, ANN, &[]) + &message(5, &bea, &[]);
    for number in 0..600 {
        text += &message(
            5,
            &ann(&format!("C{number}"), &format!("{}", 5_551_000 + number)),
            &[],
        );
    }
    text += &elsewhere(ANN, &[]);
    text += &elsewhere(&bea, &["PD1|||||||||||02|Y"]);
    import_as(database, &contact_hashers(), &text).unwrap();
}

async fn assert_complete(database: &Database, hashers: &ContactHashers) {
    assert_eq!(found(database, hashers, "617-555-0100").await.unwrap(), 2);
    assert_eq!(found(database, hashers, "617-555-1599").await.unwrap(), 1);
    assert_eq!(linked(database, hashers, "A1").await.unwrap(), Some(2));
    assert_eq!(linked(database, hashers, "B1").await.unwrap(), None);
}

#[actix_web::test]
async fn at_every_step_people_are_found_and_protected_records_are_withheld() {
    let (database, _guard) = throwaway_database();
    fill(&database);
    let mut stages = Vec::new();
    loop {
        for process in [&waiting(), &rotated()] {
            assert_complete(&database, process).await;
        }
        stages.push(stage(&database, &rotated()));
        if !step(&database, &rotated()) {
            break;
        }
    }
    stages.dedup();
    assert_eq!(stages, [Stage::Building, Stage::Cleaning, Stage::UpToDate]);
    assert_complete(&database, &ignorant()).await;
    let (fresh, _guard) = throwaway_database();
    fill(&fresh);
    assert_eq!(
        stored(&database).len(),
        stored(&fresh).len(),
        "no old hash is left"
    );
}

#[test]
fn hashes_computed_again_are_those_of_an_import_under_the_new_key() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    let before = stored(&database);
    finish(&database, &rotated());
    let (fresh, _guard) = throwaway_database();
    sample::add(&fresh, &ignorant(), &FixedClock::default()).unwrap();
    assert_eq!(stored(&database), stored(&fresh));
    assert_ne!(stored(&database), before);
}

#[actix_web::test]
async fn a_contact_reported_during_re_keying_is_found_before_and_after() {
    let (database, _guard) = throwaway_database();
    fill(&database);
    // The first patients have new hashes, the last ones do not.
    assert!(step(&database, &rotated()) && step(&database, &rotated()));
    for (process, number, phone) in [
        (waiting(), "A1", "5552001"),
        (rotated(), "C599", "5552002"),
        (waiting(), "D1", "5552003"),
    ] {
        let pid = ann(number, phone);
        import_as(&database, &process, &message(6, &pid, &[])).unwrap();
    }
    loop {
        for phone in ["617-555-2001", "617-555-2002", "617-555-2003"] {
            assert_eq!(found(&database, &rotated(), phone).await.unwrap(), 1, "{phone}");
        }
        assert_eq!(found(&database, &rotated(), "617-555-1599").await.unwrap(), 0);
        if !step(&database, &rotated()) {
            break;
        }
    }
    assert_eq!(stage(&database, &rotated()), Stage::UpToDate);
}

#[actix_web::test]
async fn a_process_without_the_key_says_that_it_cannot_look_up_and_imports_nothing() {
    let (database, _guard) = throwaway_database();
    fill(&database);
    let before = rows(&database, true);
    assert_eq!(stage(&database, &ignorant()), Stage::Unknown);
    finish(&database, &ignorant());
    let phone = "617-555-0100";
    assert!(matches!(
        found(&database, &ignorant(), phone).await,
        Err(RegistryError::UnknownKey)
    ));
    assert!(matches!(
        linked(&database, &ignorant(), "A1").await,
        Err(RegistryError::UnknownKey)
    ));
    let refused = import_as(&database, &ignorant(), &message(6, ANN, &[]));
    assert!(matches!(
        refused,
        Err(ImportError::Rekey(rekey::RekeyError::UnknownKey))
    ));
    assert_eq!(rows(&database, true), before);
}

#[actix_web::test]
async fn a_process_that_lacks_the_key_being_built_looks_up_but_imports_nothing() {
    let (database, _guard) = throwaway_database();
    fill(&database);
    assert!(step(&database, &rotated()) && step(&database, &rotated()));
    let old = contact_hashers();
    assert_eq!(stage(&database, &old), Stage::UnknownNext);
    assert!(!step(&database, &old));
    assert_complete(&database, &old).await;
    let refused = import_as(&database, &old, &message(6, ANN, &[]));
    assert!(matches!(refused, Err(ImportError::Rekey(_))));
}

#[test]
fn two_processes_with_different_keys_do_not_undo_each_others_hashes() {
    let (database, _guard) = throwaway_database();
    fill(&database);
    // Both call the other's key the previous one.
    let back = ContactHashers::new(&keys(OLD, Some(NEW), None));
    assert!(step(&database, &rotated()) && step(&database, &rotated()));
    assert_eq!(stage(&database, &back), Stage::Building, "it helps");
    finish(&database, &back);
    assert_eq!(stage(&database, &rotated()), Stage::UpToDate);
    assert_eq!(stage(&database, &back), Stage::Replaced);
    assert_eq!(stage(&database, &waiting()), Stage::UpToDate);
}

#[actix_web::test]
async fn a_lost_key_is_replaced_when_the_operator_says_so() {
    let (database, _guard) = throwaway_database();
    fill(&database);
    restart(&database, &ignorant());
    finish(&database, &ignorant());
    assert_complete(&database, &ignorant()).await;
    // The way back, while a computation under another key is abandoned.
    restart(&database, &contact_hashers());
    assert!(step(&database, &contact_hashers()));
    restart(&database, &ignorant());
    finish(&database, &ignorant());
    assert_eq!(stage(&database, &ignorant()), Stage::UpToDate);
    let (fresh, _guard) = throwaway_database();
    fill(&fresh);
    assert_eq!(stored(&database).len(), stored(&fresh).len());
}

/// Newer rules, by which the last digit of a phone does not count.
fn coarse(kind: ContactKind, raw: &str) -> Option<String> {
    let canonical = canonical_contact(kind, raw)?;
    Some(match kind {
        ContactKind::Phone => canonical[..canonical.len() - 1].to_owned(),
        ContactKind::Email => canonical,
    })
}

#[actix_web::test]
async fn new_rules_are_used_once_all_hashes_follow_them() {
    let (database, _guard) = throwaway_database();
    fill(&database);
    let [old] = CONTACT_RULES;
    let new = ContactRules {
        version: old.version + 1,
        prefix: "newer:",
        canonical: coarse,
    };
    let knows = |used| ContactHashers::with_rules(&key(OLD).into(), &[old, new], used);
    let (first_release, second_release) = (knows(old.version), knows(new.version));
    assert_eq!(stage(&database, &first_release), Stage::UpToDate);
    while stage(&database, &second_release) == Stage::Building {
        for process in [&first_release, &second_release] {
            assert_complete(&database, process).await;
        }
        step(&database, &second_release);
    }
    finish(&database, &second_release);
    for process in [&first_release, &second_release] {
        assert_eq!(stage(&database, process), Stage::UpToDate);
        assert_eq!(found(&database, process, "617-555-1590").await.unwrap(), 10);
    }
    let without = contact_hashers();
    assert_eq!(stage(&database, &without), Stage::Unknown);
    assert!(found(&database, &without, "617-555-0100").await.is_err());
}
