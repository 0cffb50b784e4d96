//! When the contact key changes, the contact hashes are computed again from the reported contacts.

use backend::commands::sample;
use backend::db::{Database, contacts, registry_state};
use backend::intake::hl7v2;
use backend::intake::{ImportError, Importer};
use backend::registry::{ContactHasher, rekey};
use zeroize::Zeroizing;

use super::{ANN, add_sample, contact_hasher, message, rows, throwaway_database};
use crate::helpers::fixed_clock::FixedClock;

fn another_key() -> ContactHasher {
    ContactHasher::new(&Zeroizing::new([8; 32]))
}

fn keys(database: &Database) -> Vec<String> {
    let rows = rows(database, false);
    rows.into_iter()
        .filter(|row| row.starts_with("contact_hash|"))
        .collect()
}

fn finish(database: &Database, key: &ContactHasher) {
    while !database.write_blocking(|conn| rekey::step(conn, key)).unwrap() {}
}

#[test]
fn keys_made_anew_are_those_an_import_under_the_new_secret_makes() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    let before = keys(&database);
    finish(&database, &another_key());
    let (fresh, _guard) = throwaway_database();
    sample::add(&fresh, &another_key(), &FixedClock::default()).unwrap();
    assert_eq!(keys(&database), keys(&fresh));
    assert_ne!(keys(&database), before);
    finish(&database, &contact_hasher());
    assert_eq!(keys(&database), before);
}

#[test]
fn old_keys_go_a_few_at_a_time() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    let before = keys(&database).len();
    let delete = || {
        database
            .write_blocking(|conn| contacts::delete_some_hashes(conn, 3))
            .unwrap()
    };
    assert!(delete());
    assert_eq!(keys(&database).len(), before - 3);
    while delete() {}
    assert!(keys(&database).is_empty());
}

#[test]
fn older_rules_are_a_reason_too() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    let before = keys(&database);
    let older = |conn: &mut _| {
        let state = registry_state::get(conn, "contact_hashes")?.unwrap();
        let (_, fingerprint) = state.split_once(' ').unwrap();
        registry_state::set(conn, "contact_hashes", &format!("0 {fingerprint}"))
    };
    database.write_blocking(older).unwrap();
    assert!(
        !database
            .write_blocking(|conn| rekey::step(conn, &contact_hasher()))
            .unwrap()
    );
    finish(&database, &contact_hasher());
    assert_eq!(keys(&database), before);
}

#[test]
fn an_import_under_another_secret_is_refused_and_changes_nothing() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    let before = rows(&database, true);
    let key = another_key();
    let mut importer = Importer::new(&database, &key, &FixedClock::default());
    let result = hl7v2::import(
        &mut importer,
        "a.hl7",
        message(5, ANN, &[]).as_bytes(),
        &mut |_| {},
    );
    assert!(matches!(result, Err(ImportError::Rekey(_))));
    assert_eq!(rows(&database, true), before);
}

#[test]
fn an_import_waits_until_all_keys_are_made() {
    let (database, _guard) = throwaway_database();
    add_sample(&database);
    let key = another_key();
    database.write_blocking(|conn| rekey::step(conn, &key)).unwrap();
    let mut importer = Importer::new(&database, &key, &FixedClock::default());
    let mut import = || {
        hl7v2::import(
            &mut importer,
            "a.hl7",
            message(5, ANN, &[]).as_bytes(),
            &mut |_| {},
        )
    };
    assert!(import().is_err());
    finish(&database, &key);
    assert!(import().is_ok());
}
