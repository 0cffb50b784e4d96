//! What fails around the process: each failure has one outcome, and a line in the log that names it.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::FileExt;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::helpers::database::{TestDatabase, is_postgres};
use crate::helpers::forms::{nobody, with, zoe};
use crate::helpers::gateways::{self, Gateway};
use crate::helpers::process::{Process, command};
use crate::helpers::settings;

/// The lines of a log with this text.
fn lines(logged: &str, message: &str) -> Vec<Value> {
    let lines = logged
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter(|line| line["message"] == message).collect()
}

/// The output of a `serve` that ends at once.
fn refused(settings: &BTreeMap<String, String>) -> String {
    let output = command(settings, &["serve", "--demo"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn an_unreadable_key_file_ends_the_start_and_is_named() {
    let database = TestDatabase::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    let contents: [&[u8]; 4] = [b"", b"too short", b"\xff\xfe\x00", b"c2VjcmV0"];
    for content in contents.map(Some).into_iter().chain([None]) {
        // Without content the file is a folder.
        let path = if let Some(content) = content {
            std::fs::write(&file, content).unwrap();
            &file
        } else {
            folder.path()
        };
        let mut settings = settings(&database.url);
        settings.remove("MYVAX_SEAL_KEY");
        settings.insert("MYVAX_SEAL_KEY_FILE".into(), path.display().to_string());
        let words = refused(&settings);
        assert!(words.contains("MYVAX_SEAL_KEY_FILE"), "{content:?}: {words}");
        assert!(
            !words.contains("c2VjcmV0") && !words.contains("too short"),
            "{words}"
        );
    }
}

#[test]
fn a_read_only_file_ends_the_start() {
    if is_postgres() {
        return;
    }
    let database = TestDatabase::new();
    let settings = settings(&database.url);
    let made = command(&settings, &["registry", "count"]).output().unwrap();
    assert!(made.status.success());
    let path = database.url.strip_prefix("sqlite://").unwrap();
    // A file format that is too new to be written (byte 18 of the header): unlike permissions, it holds for root too.
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.write_all_at(&[3], 18).unwrap();
    let words = refused(&settings);
    assert!(words.contains("readonly"), "{words}");
}

/// A standby that was not promoted is read-only.
#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_server_accepts_nothing_until_it_takes_writes_again() {
    if !is_postgres() {
        return;
    }
    let database = TestDatabase::new();
    let process = Process::serve(&settings(&database.url), &[]).await;
    assert_eq!(process.submit(&zoe()).await, 202);
    set_read_only(&database, "on");
    process
        .until("the server is not ready", async |process| {
            process.ready().await == 503
        })
        .await;
    // More calls than connections: the first calls find connections that were closed.
    for _ in 0..12 {
        assert_eq!(process.submit(&zoe()).await, 503);
    }
    set_read_only(&database, "off");
    process
        .until("the server is ready again", async |process| {
            process.ready().await == 200
        })
        .await;
    assert_eq!(process.submit(&zoe()).await, 202);
    let written = process.stop();
    assert!(written.ended_well);
    let failed = lines(&written.logged, "a call failed in the database");
    let is_named = |line: &Value| line["error"].as_str().unwrap().contains("read-only");
    assert!(failed.iter().any(is_named), "{failed:?}");
}

/// Only new connections get the setting, so the open ones are closed.
fn set_read_only(database: &TestDatabase, value: &str) {
    let (_, name) = database.url.rsplit_once('/').unwrap();
    let mut admin = PgConnection::establish(&database.url).unwrap();
    // One after the other: statements that are sent together are one transaction, which is read-only from its begin.
    for statement in [
        "SET default_transaction_read_only = off".to_owned(),
        format!("ALTER DATABASE {name} SET default_transaction_read_only = {value}"),
        format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        ),
    ] {
        admin.batch_execute(&statement).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_answer_of_the_text_gateway_has_its_line_without_the_number() {
    let (mail, texts, database) = (Gateway::mail(&[]), Gateway::texts(), TestDatabase::new());
    let mut settings = gateways::settings(&database.url, &mail, &texts);
    // A text whose answer does not come is given up after 0.8 seconds.
    settings.insert("MYVAX_JOBS__LEASE_SECONDS".into(), "2".into());
    let answers = [
        json!({"how": "error"}),
        json!({"how": "busy", "retry_after": "10000000000000"}),
        json!({"how": "silent"}),
        json!({"how": "reset"}),
        json!({"how": "garbage"}),
        json!({"how": "words"}),
        json!({"how": "refuse", "code": 21614}),
    ];
    let process = Process::portal(&settings, &[]).await;
    for (n, how) in answers.iter().enumerate() {
        // A text that is accepted comes between two failures: the circuit breaker counts failures in a row.
        for (group, how) in [("18", how), ("19", &json!({"how": "well"}))] {
            let number = format!("617555{group:0>2}{n:0>2}");
            texts.behave(&format!("+1{number}"), how).await;
            let form = json!({"phone": number, "birth_date": format!("19{group}-01-0{}", n + 1)});
            assert_eq!(process.submit(&with(&nobody(), &form)).await, 202);
            process
                .until("the number was tried", async |_| {
                    texts.log().iter().any(|call| call["To"] == format!("+1{number}"))
                })
                .await;
        }
    }
    // Stopping waits for the texts that are being sent.
    let written = process.stop();
    assert!(written.ended_well);
    let repeated = lines(&written.logged, "a message was not accepted; trying again");
    let ids: BTreeSet<_> = repeated.iter().map(|line| line["message_id"].as_str()).collect();
    assert_eq!(ids.len(), answers.len() - 1, "{repeated:?}");
    assert!(repeated.iter().all(|line| line["why"] != ""), "{repeated:?}");
    let ended = lines(&written.logged, "a message was rejected permanently");
    assert_eq!(ended.len(), 1, "{ended:?}");
    assert_eq!(ended[0]["failure"], "landline");
    assert!(!written.logged.contains("6175551"), "no line names a number");
}
