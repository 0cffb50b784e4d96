//! `myvax db backup`, `verify` and `restored`: a copy under load, and what a restore of it undoes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::helpers::database::{TestDatabase, is_postgres};
use crate::helpers::forms::{PIN, nobody, ruth, with, zoe};
use crate::helpers::process::command;
use crate::helpers::{TestApp, code, settings};

fn run(database: &TestDatabase, arguments: &[&str]) -> Output {
    command(&settings(&database.url), arguments).output().unwrap()
}

fn db(database: &TestDatabase, verb: &str, file: &Path) -> Output {
    run(database, &["db", verb, file.to_str().unwrap()])
}

fn copied(database: &TestDatabase, folder: &Path) -> PathBuf {
    let file = folder.join("copy.db");
    let output = db(database, "backup", &file);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    file
}

/// Each a person of their own, because one person is asked for ten times a day at most.
fn somebody(number: usize) -> Value {
    let phone = format!("617-555-{:04}", 200 + number);
    let birth_date = format!("19{:02}-{:02}-02", 30 + number % 60, 1 + number / 60 % 12);
    with(&nobody(), &json!({"phone": phone, "birth_date": birth_date}))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_made_under_load_is_whole_and_holds_what_was_accepted_before() {
    if is_postgres() {
        return postgresql_makes_its_own_copies();
    }
    let folder = tempfile::tempdir().unwrap();
    let test = TestApp::start();
    let before = join_all((0..20).map(|number| {
        let form = somebody(number);
        let test = &test;
        async move { test.submit(&form).await.status() }
    }));
    assert!(before.await.iter().all(|status| *status == 202));

    let copying = {
        let (url, file) = (test.database.url.clone(), folder.path().join("copy.db"));
        tokio::task::spawn_blocking(move || {
            let arguments = ["db", "backup", file.to_str().unwrap()];
            (command(&settings(&url), &arguments).output().unwrap(), file)
        })
    };
    let mut during = 0;
    while !copying.is_finished() {
        assert_eq!(test.submit(&somebody(100 + during)).await.status(), 202);
        during += 1;
    }
    let (output, file) = copying.await.unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );

    let verified = run(
        &test.database,
        &["db", "verify", file.to_str().unwrap(), "--json"],
    );
    let verified: Value = serde_json::from_slice(&verified.stdout).unwrap();
    let open = verified["counts"]["open_requests"].as_i64().unwrap();
    assert!(
        (20..=20 + i64::try_from(during).unwrap()).contains(&open),
        "{verified}"
    );
    let restored = TestApp::start_on(TestDatabase::restored(&file));
    while restored.count("access_request WHERE state = 'open'").await > 0 {
        restored.work().await;
    }
    assert_eq!(restored.count("access_request").await, open, "each is answered");
    assert_eq!(restored.count("message").await, open);
}

fn postgresql_makes_its_own_copies() {
    let (database, folder) = (TestDatabase::new(), tempfile::tempdir().unwrap());
    let output = db(&database, "backup", &folder.path().join("copy.db"));
    assert_eq!(output.status.code(), Some(1));
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("pg_dump") && words.contains(".pgpass"), "{words}");
    // A file of a secret sets no variable, and a password in the arguments is in the process list.
    assert!(!words.contains("MYVAX_DATABASE_URL"), "{words}");
    assert!(run(&database, &["db", "restored"]).status.success());
}

/// A cron job with a wrong data folder must not succeed for ever.
#[test]
fn a_database_that_does_not_exist_is_not_copied_and_not_created() {
    let folder = tempfile::tempdir().unwrap();
    let (data, copy) = (folder.path().join("data"), folder.path().join("copy.db"));
    let other = folder.path().join("other.db");
    let by_url = format!("sqlite://{}", other.display());
    for (setting, value, missing) in [
        ("MYVAX_DATA_DIR", data.to_str().unwrap(), &data.join("myvax.db")),
        ("MYVAX_DATABASE_URL", by_url.as_str(), &other),
    ] {
        let settings = BTreeMap::from([(setting.to_owned(), value.to_owned())]);
        let output = command(&settings, &["db", "backup", copy.to_str().unwrap()])
            .output()
            .unwrap();
        let words = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{words}");
        assert!(words.contains(missing.to_str().unwrap()), "{words}");
        assert!(words.contains(&format!("correct {setting} ")), "{words}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "{setting}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_undoes_what_the_command_says() {
    if is_postgres() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let test = TestApp::start();
    let early = test.link_for(&zoe()).await;
    assert_eq!(test.submit(&ruth()).await.status(), 202);
    let file = copied(&test.database, folder.path());

    // After the copy the open request is answered, one link is locked and another sent.
    test.work().await;
    let answered = test.inbox()[0].id.clone();
    for _ in 0..5 {
        test.unlock(&early, "9999").await;
    }
    assert_eq!(code(test.unlock(&early, PIN).await).await.0, 423);
    let late = test.link_for(&zoe()).await;

    let restored = TestApp::start_on(TestDatabase::restored(&file));
    assert_eq!(
        restored.unlock(&early, PIN).await.status(),
        200,
        "the lock is undone"
    );
    assert_eq!(
        code(restored.unlock(&late, PIN).await).await.0,
        404,
        "sent after the copy"
    );
    restored.work().await;
    let again = restored.inbox()[0].id.clone();
    let (key, generation) = again.rsplit_once(':').unwrap();
    assert_eq!(key, answered, "the same request");
    assert_eq!(generation.len(), 8, "under another key: {again}");
    let printed = db(&test.database, "verify", &file).stdout;
    let printed = String::from_utf8(printed).unwrap();
    for promise in ["new idempotency key", "are unknown", "open again"] {
        assert!(printed.contains(promise), "{promise}: {printed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_or_foreign_file_is_refused_and_no_file_is_overwritten() {
    if is_postgres() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let test = TestApp::start();
    let file = copied(&test.database, folder.path());
    let failed = |output: Output| {
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(failed(db(&test.database, "backup", &file)).contains("is there already"));

    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5A);
    let damaged = folder.path().join("damaged.db");
    fs::write(&damaged, &bytes).unwrap();
    let words = failed(db(&test.database, "verify", &damaged));
    assert!(words.contains("damaged.db"), "{words}");
    let short = folder.path().join("short.db");
    fs::write(&short, &bytes[..bytes.len() / 2]).unwrap();
    failed(db(&test.database, "verify", &short));
    let foreign = folder.path().join("foreign.db");
    fs::write(&foreign, b"no database at all").unwrap();
    failed(db(&test.database, "verify", &foreign));
    assert!(failed(db(&test.database, "verify", &folder.path().join("none.db"))).contains("no such file"));
}

#[test]
fn a_dump_of_postgresql_is_to_be_checked_by_its_own_tools() {
    let (database, folder) = (TestDatabase::new(), tempfile::tempdir().unwrap());
    let dump = folder.path().join("registry.dump");
    fs::write(&dump, b"PGDMP\x01\x0f\x00\x04\x08\x01\x01").unwrap();
    let output = db(&database, "verify", &dump);
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        words.contains("a dump of PostgreSQL") && words.contains("pg_restore"),
        "{words}"
    );
}
