//! Mistakes around the process: database, clock, gateways, issuer, limit of open files.

use std::fs;

use backend::clock::Clock;
use backend::commands::doctor::clock_mistakes;
use backend::db::time::server_time;
use backend::db::{Database, DatabaseUrl, signing_keys};
use backend::secrets::keyring::Keyring;
use backend::secrets::seal::SealingKeys;
use backend::secrets::signing_keys::issuer;
use chrono::TimeDelta;
use zeroize::Zeroizing;

use super::Service;
use crate::helpers::base64_key;
use crate::helpers::database::{TestDatabase, is_postgres};
use crate::helpers::fixed_clock::FixedClock;
use crate::helpers::process::{command, free_port};

#[test]
fn a_clock_that_differs_from_the_servers_is_a_mistake() {
    let database = TestDatabase::new();
    let database = Database::open(&DatabaseUrl::parse(&database.url).unwrap()).unwrap();
    let clock = FixedClock::default();
    if is_postgres() {
        let server = database.read_blocking(server_time).unwrap();
        clock.advance(server - clock.now());
    }
    assert_eq!(clock_mistakes(&database, &clock), []);
    clock.advance(TimeDelta::minutes(2));
    let mistakes = clock_mistakes(&database, &clock);
    assert_eq!(
        mistakes.len(),
        usize::from(is_postgres()),
        "SQLite has no clock of its own"
    );
    assert!(
        mistakes
            .iter()
            .all(|mistake| mistake.problem.contains("ahead of")),
        "{mistakes:?}"
    );
}

#[test]
fn a_gateway_that_does_not_answer_is_a_mistake() {
    let nothing = free_port();
    let service = Service::healthy();
    let url = format!("smtp://portal:password@localhost:{nothing}");
    service
        .with("MYVAX_SMTP_URL", &url)
        .has_only("MYVAX_SMTP_URL", "no connection: Connection refused");

    let mut service = Service::healthy();
    service.settings.remove("MYVAX_SMTP_CA_FILE");
    service.has_only("MYVAX_SMTP_URL", "set MYVAX_SMTP_CA_FILE");

    let service = Service::healthy();
    let url = service
        .mail
        .mail_url("smtp")
        .replace("mail%20password", "another");
    service
        .with("MYVAX_SMTP_URL", &url)
        .has_only("MYVAX_SMTP_URL", "answered 535");

    let url = format!("http://127.0.0.1:{nothing}");
    Service::healthy()
        .with("MYVAX_SMS_URL", &url)
        .has_only("MYVAX_SMS_URL", "no connection");
}

#[test]
fn people_of_the_demo_in_the_registry_are_a_mistake() {
    let service = Service::healthy();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample/special.hl7");
    let imported = command(&service.settings, &["registry", "import", folder]).output();
    assert!(imported.unwrap().status.success());
    service.has_only("MYVAX_DATABASE_URL", "people of the demo");
}

#[test]
fn looking_migrates_and_creates_no_database() {
    let service = Service::healthy();
    let url = DatabaseUrl::parse(&service.database.url).unwrap();
    let is_migrated = || {
        let database = Database::unmigrated(&url).unwrap();
        database.is_some_and(|database| database.has_current_schema().unwrap())
    };
    assert_eq!(service.mistakes(), Vec::<String>::new());
    assert!(!is_migrated());
    let migrated = command(&service.settings, &["db", "migrate"]).output();
    assert!(migrated.unwrap().status.success());
    assert!(is_migrated());
    assert_eq!(service.mistakes(), Vec::<String>::new());
}

#[test]
fn a_database_that_does_not_open_is_a_mistake() {
    let nothing = free_port();
    let url = format!("postgres://myvax:hunter2@127.0.0.1:{nothing}/myvax");
    let service = Service::healthy().with("MYVAX_DATABASE_URL", &url);
    service.has_only("MYVAX_DATABASE_URL", "nothing listens");
    assert!(!service.mistakes().concat().contains("hunter2"));
}

#[test]
fn a_data_folder_that_cannot_be_written_is_a_mistake() {
    let mut service = Service::healthy();
    service.settings.remove("MYVAX_DATABASE_URL");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    // Root may write every folder, but has no folder below a file.
    let service = service.with("MYVAX_DATA_DIR", file.join("data").to_str().unwrap());
    service.has_only("MYVAX_DATA_DIR", "file/data is missing");
    let service = service.with("MYVAX_DATA_DIR", folder.path().to_str().unwrap());
    assert_eq!(service.mistakes(), Vec::<String>::new());
    let said = service.says_of("the database can be opened").unwrap();
    assert_eq!(said, "the first start creates it");
}

#[test]
fn a_seal_key_that_does_not_open_the_card_key_is_a_mistake() {
    let service = Service::healthy();
    let check = "the seal key opens the database's card key";
    let database = Database::open(&DatabaseUrl::parse(&service.database.url).unwrap()).unwrap();
    assert_eq!(
        service.says_of(check).unwrap(),
        "the first start makes the card key"
    );
    let keys = SealingKeys::new(&Keyring::from(Zeroizing::new([b's'; 32])));
    let secret = Zeroizing::new([b'c'; 32]);
    issuer(
        &database,
        &keys,
        &FixedClock::default(),
        "https://vax.example.org",
        &secret,
    )
    .unwrap();
    assert_eq!(service.mistakes(), Vec::<String>::new());
    assert_eq!(service.says_of(check).unwrap(), "ok");

    let stored = || {
        database
            .read_blocking(signing_keys::all)
            .unwrap()
            .remove(0)
            .sealed_private
    };
    let before = stored();
    let service = service.with("MYVAX_SEAL_KEY", &base64_key("x"));
    service.has_only("MYVAX_SEAL_KEY", "the card key in this database cannot be opened");
    let service = service.with("MYVAX_SEAL_KEY_PREVIOUS", &base64_key("s"));
    assert_eq!(service.mistakes(), Vec::<String>::new());
    assert_eq!(stored(), before, "the doctor seals nothing again");
}

#[test]
fn a_low_limit_of_open_files_is_a_mistake() {
    let service = Service::healthy();
    let examined = |limit: u32| {
        let (_, lines) = service.examined_by(&format!("ulimit -n {limit}; exec \"$0\" \"$@\""));
        lines
            .iter()
            .any(|line| line.starts_with("mistake: limit of open files: it is 999"))
    };
    assert!(examined(999) && !examined(1000));
}

#[test]
fn an_issuer_that_cannot_be_reached_is_a_mistake() {
    let issuer = format!("https://127.0.0.1:{}", free_port());
    let service = Service::healthy().with("MYVAX_ISSUER_URL", &issuer);
    service.has_only("MYVAX_ISSUER_URL", "cannot be reached: Connection refused");
    let service = service.with("MYVAX_PUBLIC_URL", "http://localhost:8080");
    service.has_only("MYVAX_PUBLIC_URL", "of this machine only");
}
