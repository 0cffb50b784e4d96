//! The binary is killed during its work. Its registry is the local one.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shared::message::MessageKind;

use crate::helpers::database::TestDatabase;
use crate::helpers::forms::{PIN, nobody, with, zoe};
use crate::helpers::gateways::{self, Gateway};
use crate::helpers::process::{Process, outbox};
use crate::helpers::{settings, token_in};

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_starts_again_and_delivers_each_message_once() {
    let database = TestDatabase::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outbox.jsonl");
    let mut settings = settings(&database.url);
    settings.insert("MYVAX_OUTBOX_FILE".into(), file.display().to_string());
    settings.insert("MYVAX_JOBS__LEASE_SECONDS".into(), "2".into());
    for limit in [
        "CONTACT_AT_ONCE",
        "CONTACT_PER_DAY",
        "NOT_FOUND_PER_DAY",
        "IDENTITY_PER_DAY",
    ] {
        settings.insert(format!("MYVAX_LIMITS__{limit}"), "1000".into());
    }

    let mut accepted = 0;
    for round in 0..6 {
        let process = Process::serve(&settings, &[]).await;
        for n in 0..=round {
            let form = if n % 2 == 0 {
                zoe()
            } else {
                with(&nobody(), &json!({"phone": "617-555-0190"}))
            };
            accepted += usize::from(process.submit(&form).await == 202);
        }
        // Killed during the work: the test waited for none of it.
        process.kill();
    }
    let last = Process::serve(&settings, &[]).await;
    last.until("every message is sent", async |_| outbox(&file).len() >= accepted)
        .await;
    assert!(last.stop().ended_well, "SIGTERM ends with status 0");

    let messages = outbox(&file);
    let keys: BTreeSet<_> = messages.iter().map(|message| &message.id).collect();
    assert_eq!((messages.len(), keys.len()), (accepted, accepted));
    let links = messages
        .iter()
        .filter(|message| message.kind == MessageKind::Link);
    let tokens: BTreeSet<_> = links.map(|message| token_in(&message.text).unwrap()).collect();
    assert_eq!(
        tokens.len(),
        messages
            .iter()
            .filter(|message| message.kind == MessageKind::Link)
            .count()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_without_a_worker_waits_for_one() {
    let database = TestDatabase::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outbox.jsonl");
    let mut settings = settings(&database.url);
    settings.insert("MYVAX_OUTBOX_FILE".into(), file.display().to_string());
    let process = Process::serve(&settings, &["--no-worker"]).await;
    assert_eq!(process.submit(&zoe()).await, 202);
    process.kill();
    assert!(outbox(&file).is_empty());
    let process = Process::serve(&settings, &[]).await;
    process
        .until("the message is sent", async |_| outbox(&file).len() == 1)
        .await;
    process.kill();
}

/// Kills the process during wrong and right PINs; afterwards the right PIN still opens the link.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_killed_while_it_unlocks_never_locks_out_the_right_pin() {
    let database = TestDatabase::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outbox.jsonl");
    let mut settings = settings(&database.url);
    settings.insert("MYVAX_OUTBOX_FILE".into(), file.display().to_string());
    let mut process = Process::serve(&settings, &[]).await;
    process.submit(&zoe()).await;
    process
        .until("the link is sent", async |_| !outbox(&file).is_empty())
        .await;
    let token = token_in(&outbox(&file)[0].text).unwrap();
    // A round counts at most one wrong PIN, so four rounds stay below the lock.
    for _ in 0..4 {
        let pins = [PIN, "9999", PIN, PIN];
        let calls = pins.map(|pin| tokio::spawn(process.unlock(&token, pin)));
        let [first, ..] = calls;
        let answered = first.await.unwrap();
        assert!(matches!(answered, Some(200 | 503)), "{answered:?}");
        process.kill();
        process = Process::serve(&settings, &[]).await;
        process
            .until("the right PIN opens", async |process| {
                match process.unlock(&token, PIN).await {
                    Some(200) => true,
                    Some(503) => false,
                    other => panic!("a right PIN was answered {other:?}"),
                }
            })
            .await;
    }
    process.kill();
}

/// The stand-ins remember nothing, so every copy is in their log.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_repeats_at_most_the_messages_in_flight_with_the_same_key_and_text() {
    const CONCURRENCY: usize = 4;
    let (mail, texts, database) = (Gateway::mail(&[]), Gateway::texts(), TestDatabase::new());
    let mut settings = gateways::settings(&database.url, &mail, &texts);
    settings.insert("MYVAX_JOBS__LEASE_SECONDS".into(), "2".into());
    settings.insert("MYVAX_JOBS__CONCURRENCY".into(), CONCURRENCY.to_string());
    let mut accepted = 0;
    let rounds = 4;
    for round in 0..rounds {
        let process = Process::portal(&settings, &[]).await;
        for n in 0..6 {
            // People of their own: one person is asked for ten times a day at most.
            let form = json!({"phone": format!("617-555-02{round}{n}"), "birth_date": format!("19{}{n}-01-02", 5 + round)});
            let form = with(&nobody(), &form);
            accepted += usize::from(process.submit(&form).await == 202);
        }
        // Killed as soon as the gateway has a text of this round: others are in flight.
        let before = texts.log().len();
        process
            .until("a text is sent", async |_| {
                texts.log().len() > before || accepted == before
            })
            .await;
        process.kill();
    }
    let keys = |log: &[Value]| -> BTreeSet<String> {
        log.iter()
            .map(|call| call["key"].as_str().unwrap().to_owned())
            .collect()
    };
    let last = Process::portal(&settings, &[]).await;
    last.until("every text is sent", async |_| {
        keys(&texts.log()).len() >= accepted
    })
    .await;
    assert!(last.stop().ended_well);

    let log = texts.log();
    assert_eq!(keys(&log).len(), accepted, "no message is lost or invented");
    assert!(
        log.len() - accepted <= rounds * CONCURRENCY,
        "{} copies",
        log.len() - accepted
    );
    for call in &log {
        let first = log.iter().find(|other| other["key"] == call["key"]).unwrap();
        assert_eq!((&call["To"], &call["Body"]), (&first["To"], &first["Body"]));
    }
}
