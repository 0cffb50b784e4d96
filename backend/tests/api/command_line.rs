//! The output of the binary: its messages about missing and wrong settings, and its exit status.

use std::collections::BTreeMap;
use std::io;
use std::net::TcpListener;
use std::process::{Output, Stdio};

use backend::clock::{Clock, SystemClock};
use chrono::{DateTime, TimeDelta};

use crate::helpers::database::{TestDatabase, is_postgres};
use crate::helpers::forms::zoe;
use crate::helpers::process::{Process, command, outbox};
use crate::helpers::{TestApp, settings};

fn run(settings: &BTreeMap<String, String>, arguments: &[&str]) -> (Option<i32>, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command(settings, arguments).output().unwrap();
    (
        status.code(),
        String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned(),
    )
}

#[test]
fn an_unknown_setting_is_named() {
    let settings = BTreeMap::from([("MYVAX_LISTNE".to_owned(), "127.0.0.1:1".to_owned())]);
    let (status, words) = run(&settings, &["serve", "--demo"]);
    assert_eq!(status, Some(1));
    assert!(words.contains("MYVAX_LISTNE"), "{words}");
}

#[test]
fn every_missing_secret_is_named_at_once() {
    let (status, words) = run(&BTreeMap::new(), &["serve"]);
    assert_eq!(status, Some(1));
    for name in [
        "MYVAX_PIN_PEPPER",
        "MYVAX_SEAL_KEY",
        "MYVAX_CONTACT_KEY",
        "MYVAX_SESSION_KEY",
        "MYVAX_PUBLIC_URL",
    ] {
        assert!(words.contains(name), "{name}: {words}");
    }
}

#[test]
fn outside_the_demo_the_development_outbox_alone_is_refused() {
    let database = TestDatabase::new();
    let mut settings = settings(&database.url);
    settings.insert("MYVAX_ISSUER_URL".into(), "https://vax.example.org".into());
    settings.insert("MYVAX_OUTBOX_FILE".into(), "/dev/null".into());
    let (status, words) = run(&settings, &["serve"]);
    assert_eq!(status, Some(1));
    assert!(words.contains("--demo"), "{words}");
}

#[test]
fn a_busy_port_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let database = TestDatabase::new();
    let mut settings = settings(&database.url);
    settings.insert("MYVAX_LISTEN".into(), taken.local_addr().unwrap().to_string());
    let (status, words) = run(&settings, &["serve", "--demo"]);
    assert_eq!(status, Some(1));
    assert!(
        words.contains("MYVAX_LISTEN") && words.contains(&taken.local_addr().unwrap().to_string()),
        "{words}"
    );
}

#[test]
fn an_unreadable_database_is_named() {
    let (status, words) = run(&settings("sqlite:///proc/version"), &["serve", "--demo"]);
    assert_eq!(status, Some(1));
    assert!(words.contains("/proc/version"), "{words}");
}

#[test]
fn no_part_of_the_databases_password_is_printed() {
    for address in [
        "user:hunter2@secret@127.0.0.1:1/name",
        "user:hunter2%zz@127.0.0.1:1/name",
        "user:hunter2/secret@127.0.0.1:1/name",
        "user:hunter2#secret@127.0.0.1:1/name",
        "user:hunter2?secret@127.0.0.1:1/name",
        "127.0.0.1:1/name?password=hunter2&secret",
        "127.0.0.1:1/name?password=hunter2&secret=hunter2",
        "user:hunter2@127.0.0.1:1/name",
        "user:hunter2@secret.invalid:1/name",
        "user:hunter2@[secret]/name",
        "user:hunter2@127.0.0.1:secret/name",
    ] {
        let settings = settings(&format!("postgres://{address}"));
        for arguments in [
            ["serve", "--demo"].as_slice(),
            &["registry", "count"],
            &["config", "check"],
            &["doctor"],
        ] {
            let (status, words) = run(&settings, arguments);
            assert_eq!(status, Some(1), "{address} {arguments:?}: {words}");
            for secret in ["hunter2", "secret@", "zz", "secret/", "secret:", "\"secret"] {
                assert!(!words.contains(secret), "{address} {arguments:?}: {words}");
            }
        }
    }
    let (_, words) = run(
        &settings("postgres://user:hunter2@127.0.0.1:1/name"),
        &["registry", "count"],
    );
    assert!(words.contains("nothing listens at its address"), "{words}");
}

#[test]
fn wrong_usage_ends_with_two() {
    assert_eq!(run(&BTreeMap::new(), &["serve", "--dmeo"]).0, Some(2));
    assert_eq!(run(&BTreeMap::new(), &[]).0, Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operations_listener_answers_and_the_portal_does_not_answer_for_it() {
    let database = TestDatabase::new();
    let process = Process::serve(&settings(&database.url), &[]).await;
    let status = async |url: String| process.client.get(url).send().await.unwrap().status();
    assert_eq!(
        status(format!("{}/health/live", process.operations_url)).await,
        200
    );
    assert_eq!(
        status(format!("{}/health/ready", process.operations_url)).await,
        200
    );
    assert_eq!(status(format!("{}/health/ready", process.url)).await, 404);
    let written = process.stop();
    assert!(written.ended_well);
    let words = written.printed;
    assert!(words.contains("/demo/inbox") && words.contains("Zoë"), "{words}");
}

/// Under `make clock` a process that kept the real date would fail here.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_lives_on_the_day_of_its_test() {
    let database = TestDatabase::new();
    let process = Process::serve(&settings(&database.url), &[]).await;
    let live = format!("{}/health/live", process.operations_url);
    let answer = process.client.get(live).send().await.unwrap();
    let date = answer.headers()["date"].to_str().unwrap();
    let difference = SystemClock.now() - DateTime::parse_from_rfc2822(date).unwrap().to_utc();
    assert!(difference.abs() < TimeDelta::minutes(5), "{date}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_on_the_same_database_takes_nothing_from_the_server() {
    let database = TestDatabase::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outbox.jsonl");
    let mut settings = settings(&database.url);
    settings.insert("MYVAX_OUTBOX_FILE".into(), file.display().to_string());
    let process = Process::serve(&settings, &["--no-worker"]).await;
    assert_eq!(process.submit(&zoe()).await, 202);
    // The command opens the database, counts, and closes it again.
    let (status, words) = run(&settings, &["registry", "count", "--json"]);
    assert_eq!(status, Some(0), "{words}");
    assert!(words.contains("\"patients\":41"), "{words}");
    assert_eq!(process.submit(&zoe()).await, 202);
    process.kill();
    assert!(outbox(&file).is_empty());
    let process = Process::serve(&settings, &[]).await;
    process
        .until(
            "requests from before and after the other process are answered",
            async |_| outbox(&file).len() == 2,
        )
        .await;
}

#[test]
fn an_import_without_the_contact_key_says_which_setting_is_missing() {
    let database = TestDatabase::new();
    let settings = BTreeMap::from([("MYVAX_DATABASE_URL".to_owned(), database.url.clone())]);
    let (status, words) = run(&settings, &["registry", "import", "/dev/null"]);
    assert_eq!(status, Some(1));
    assert!(words.contains("MYVAX_CONTACT_KEY"), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_answers_503_and_stores_nothing() {
    if crate::helpers::database::is_postgres() {
        return;
    }
    let test = TestApp::start();
    let pages = test.app.db.write(|conn| {
        use diesel::prelude::*;
        #[derive(QueryableByName)]
        struct Pages {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            page_count: i64,
        }
        let pages = diesel::sql_query("PRAGMA page_count")
            .get_result::<Pages>(conn)?
            .page_count;
        // The file may not grow any more: SQLite then fails as on a full disk.
        diesel::sql_query(format!("PRAGMA max_page_count = {pages}")).execute(conn)?;
        Ok(pages)
    });
    assert!(pages.await.unwrap() > 0);
    let mut refused = None;
    for _ in 0..200 {
        let response = test.submit(&zoe()).await;
        if response.status() != 202 {
            refused = Some(response);
            break;
        }
    }
    let refused = refused.expect("the file is full at last");
    assert_eq!(refused.headers()["retry-after"], "2");
    assert_eq!(crate::helpers::code(refused).await, (503, "unavailable".into()));
    test.work().await;
}

#[test]
fn a_command_whose_reader_is_gone_ends_silently_and_without_success() {
    let database = TestDatabase::new();
    for arguments in [
        ["config", "example"].as_slice(),
        &["config", "schema"],
        &["requests", "given-up"],
        &["registry", "count", "--json"],
        &["registry", "export", "--format", "csv"],
    ] {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let child = command(&settings(&database.url), arguments)
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(141), "{arguments:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_one_sqlite_file_is_refused() {
    if is_postgres() {
        return;
    }
    let database = TestDatabase::new();
    let first = Process::serve(&settings(&database.url), &[]).await;
    let second = command(&settings(&database.url), &["serve", "--demo"])
        .output()
        .unwrap();
    assert!(!second.status.success());
    let written = String::from_utf8(second.stderr).unwrap();
    assert!(
        written.contains("is in use by another `myvax serve`"),
        "{written}"
    );
    let imported = command(&settings(&database.url), &["registry", "count"])
        .output()
        .unwrap();
    assert!(imported.status.success(), "a command works beside a server");
    assert!(first.stop().ended_well);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hangup_ends_no_process() {
    let database = TestDatabase::new();
    let process = Process::serve(&settings(&database.url), &[]).await;
    process.signal("-HUP");
    assert_eq!(process.ready().await, 200);
    let written = process.stop();
    assert!(written.ended_well);
    assert!(
        written.logged.contains("the secrets in use are kept"),
        "{}",
        written.logged
    );
}
