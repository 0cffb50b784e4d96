//! Retention periods: a test per row of the table in `docs/security.md`.

use std::sync::Arc;

use backend::access::purge::{give_up_unanswered, purge};
use backend::db::lease::Queue;
use backend::jobs::queue;
use chrono::TimeDelta;

use crate::helpers::database::is_postgres;
use crate::helpers::doors::{FailingRegistry, Failure};
use crate::helpers::forms::{PIN, nobody, zoe};
use crate::helpers::memory_registry::is_memory;
use crate::helpers::{TestApp, token_in};

async fn after(test: &TestApp, time: TimeDelta) {
    test.clock.advance(time);
    while !purge(&test.app).await.unwrap() {}
    give_up_unanswered(&test.app).await.unwrap();
    assert!(test.app.db.empty_the_log().await.unwrap());
}

async fn count(test: &TestApp, of: &str) -> i64 {
    test.count(of).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_payload_is_erased_with_the_answer() {
    let test = TestApp::start();
    test.submit(&zoe()).await;
    assert_eq!(
        count(&test, "access_request WHERE sealed_payload IS NOT NULL").await,
        1
    );
    test.work().await;
    assert_eq!(
        count(&test, "access_request WHERE sealed_payload IS NOT NULL").await,
        0
    );
    assert_eq!(
        count(&test, "message WHERE sealed_content IS NOT NULL").await,
        0,
        "erased on delivery"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_payload_is_erased_after_seven_days() {
    let test = TestApp::start();
    test.submit(&zoe()).await;
    let mut away = test.another_app();
    away.registry = FailingRegistry::arc("+16175550142", Failure::IsAway, &test.app);
    assert_eq!(backend::jobs::round(&Arc::new(away)).await, 1);
    after(&test, TimeDelta::days(7) - TimeDelta::minutes(1)).await;
    assert_eq!(count(&test, "access_request WHERE state = 'open'").await, 1);
    after(&test, TimeDelta::minutes(2)).await;
    assert_eq!(
        count(&test, "access_request WHERE sealed_payload IS NOT NULL").await,
        0
    );
    assert_eq!(count(&test, "access_request WHERE state = 'failed'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_was_never_tried_is_not_given_up() {
    let test = TestApp::start();
    test.submit(&zoe()).await;
    after(&test, TimeDelta::days(8)).await;
    assert_eq!(count(&test, "access_request WHERE state = 'open'").await, 1);
    test.work().await;
    assert_eq!(test.inbox().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_stays_while_its_message_waits() {
    let test = TestApp::start();
    test.submit(&zoe()).await;
    queue::round(&test.app, Queue::AccessRequests).await.unwrap();
    after(&test, TimeDelta::days(8)).await;
    test.work().await;
    let token = token_in(&test.inbox()[0].text).unwrap();
    assert_eq!(test.unlock(&token, PIN).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn much_is_erased_in_steps() {
    let test = TestApp::start();
    test.rows(
        "used_challenge (challenge, expires_at)",
        "'c' || n, '2026-11-01 00:00:00'",
        1200,
    )
    .await;
    let mut steps = 1;
    while !purge(&test.app).await.unwrap() {
        steps += 1;
    }
    assert_eq!((steps, count(&test, "used_challenge").await), (3, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_keeps_the_log_from_being_emptied_is_noticed() {
    if is_postgres() {
        return;
    }
    let test = TestApp::start();
    let path = test.database.url.strip_prefix("sqlite://").unwrap().to_owned();
    let reader = rusqlite::Connection::open(path).unwrap();
    reader
        .execute_batch("BEGIN; SELECT COUNT(*) FROM patient")
        .unwrap();
    test.submit(&zoe()).await;
    assert!(!test.app.db.empty_the_log().await.unwrap());
    reader.execute_batch("COMMIT").unwrap();
    assert!(test.app.db.empty_the_log().await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_reasons_and_hashed_contacts_go_after_thirty_days() {
    let test = TestApp::start();
    test.link_for(&zoe()).await;
    test.submit(&nobody()).await;
    test.work().await;
    after(&test, TimeDelta::days(30) - TimeDelta::minutes(1)).await;
    assert_eq!(
        (
            count(&test, "access_request").await,
            count(&test, "message").await
        ),
        (2, 2)
    );
    after(&test, TimeDelta::minutes(2)).await;
    assert_eq!(
        (
            count(&test, "access_request").await,
            count(&test, "message").await
        ),
        (0, 0)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_links_pin_hash_goes_after_its_day_and_its_hash_after_seven_more() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    after(&test, TimeDelta::hours(25) + TimeDelta::minutes(1)).await;
    assert_eq!(count(&test, "access_link WHERE pin_hash IS NOT NULL").await, 0);
    assert_eq!(count(&test, "access_link_patient").await, 0);
    assert_eq!(
        test.unlock(&token, PIN).await.status(),
        410,
        "the link is still reported as expired"
    );
    after(&test, TimeDelta::days(7)).await;
    assert_eq!(count(&test, "access_link").await, 0);
    assert_eq!(test.unlock(&token, PIN).await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_used_challenge_is_forgotten_when_it_expires() {
    let test = TestApp::start();
    test.submit(&zoe()).await;
    assert_eq!(count(&test, "used_challenge").await, 1);
    after(&test, TimeDelta::minutes(21)).await;
    assert_eq!(count(&test, "used_challenge").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_request_is_left_in_the_database_file() {
    if is_postgres() {
        // Only SQLite keeps the database in one file. The tests above count the rows on both engines.
        return;
    }
    let test = TestApp::start();
    let (token, hash) = {
        let token = test.link_for(&zoe()).await;
        let hash = backend::access::link::LinkToken::parse(&token).unwrap().hash();
        (token, hash)
    };
    test.submit(&nobody()).await;
    test.work().await;
    after(&test, TimeDelta::days(40)).await;
    let file = test.database.bytes_on_disk();
    let holds = |needle: &[u8]| file.windows(needle.len()).any(|window| window == needle);
    for secret in ["Unheard", "6175550199", "555-0199", "argon2id", token.as_str()] {
        assert!(!holds(secret.as_bytes()), "{secret} is still in the file");
    }
    assert!(!holds(&hash), "the token's hash is still in the file");
    assert_eq!(
        holds(b"Example"),
        !is_memory(),
        "the local registry stays; another one was never in the file"
    );
}
