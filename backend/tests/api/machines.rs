//! Several machines on one database: each secret changes on one machine and then on the other, with open links, running
//! sessions and waiting requests. No right PIN is wrong, nobody is told that there is no record, and no call fails.

use std::sync::Arc;
use std::time::Duration;

use backend::clock::Clock;
use backend::db::DatabaseUrl;
use backend::db::lease::Queue;
use backend::db::time::SharedTime;
use backend::registry::rekey;
use backend::secrets::keyring::Keyring;
use backend::wake_others;
use chrono::TimeDelta;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::helpers::database::is_postgres;
use crate::helpers::fixed_clock::FixedClock;
use crate::helpers::forms::{PIN, ruth, with, zoe};
use crate::helpers::{TestApp, base64_key, code, cookie_of, token_in};

const NEW: &str = "n";

/// A secret and its key in `helpers::settings`.
type Secret = (&'static str, &'static str);

/// The stages of a machine in a rotation, as its current, previous and next key.
fn stages((_, old): Secret) -> [[&'static str; 3]; 4] {
    [[old, "", ""], [old, "", NEW], [NEW, old, ""], [NEW, "", ""]]
}

/// The stages of two machines, one after the other.
const ROTATION: [(usize, usize); 7] = [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2), (3, 3)];

fn settings(secret: &str, keys: [&str; 3]) -> Vec<(String, String)> {
    let value = |key: &str| {
        if key.is_empty() {
            String::new()
        } else {
            base64_key(key)
        }
    };
    ["", "_PREVIOUS", "_NEXT"]
        .iter()
        .zip(keys)
        .map(|(suffix, key)| (format!("MYVAX_{secret}{suffix}"), value(key)))
        .collect()
}

fn machine(first: &TestApp, secret: Secret, stage: usize) -> TestApp {
    first.another_machine(&settings(secret.0, stages(secret)[stage]))
}

/// Computes contact hashes as long as this machine finds work, at most `steps` times.
fn rekeyed(machine: &TestApp, steps: usize) {
    let known = machine.app.contact_hashers.now();
    for _ in 0..steps {
        machine
            .app
            .db
            .write_blocking(|conn| rekey::step(conn, &known))
            .unwrap();
    }
}

/// Submits at one machine with a challenge of the other, and lets the other one decide and send. Returns the token.
async fn link_across(at: &TestApp, by: &TestApp, form: &Value) -> String {
    let form = with(form, &json!({"bot_proof": by.proof().await}));
    assert_eq!(at.post("/api/v1/access-requests", &form).await.status(), 202);
    by.work().await;
    let inbox = by.inbox();
    assert_eq!(inbox[0].kind, shared::message::MessageKind::Link);
    token_in(&inbox[0].text).unwrap()
}

/// What was begun before a machine changed, and must work afterwards.
struct Begun {
    token: String,
    cookie: String,
}

async fn begun(one: &TestApp, other: &TestApp) -> Begun {
    let token = link_across(one, other, &zoe()).await;
    let opened = one.unlock(&token, PIN).await;
    assert_eq!(opened.status(), 200);
    Begun {
        token,
        cookie: cookie_of(&opened),
    }
}

async fn assert_goes_on(begun: &Begun, machines: [&TestApp; 2]) {
    for machine in machines {
        assert_eq!(machine.unlock(&begun.token, PIN).await.status(), 200);
        let record = machine.get_with("/api/v1/record", &begun.cookie).await;
        assert_eq!(record.status(), 200);
    }
}

async fn rotates(secret: Secret) {
    let first = TestApp::start();
    let mut before: Option<Begun> = None;
    for (one, other) in ROTATION {
        let (one, other) = (machine(&first, secret, one), machine(&first, secret, other));
        if let Some(begun) = &before {
            assert_goes_on(begun, [&one, &other]).await;
        }
        // The hashes change a step at a time, so that each stage meets an unfinished computation.
        rekeyed(&one, 1);
        link_across(&other, &one, &ruth()).await;
        rekeyed(&one, 2);
        before = Some(begun(&one, &other).await);
        rekeyed(&other, 1);
        assert_goes_on(before.as_ref().unwrap(), [&one, &other]).await;
    }
    assert_eq!(
        first
            .count("access_link WHERE tries > 0 OR locked_at IS NOT NULL")
            .await,
        0
    );
    assert_eq!(first.count("access_request WHERE state <> 'matched'").await, 0);
    assert_eq!(first.count("message WHERE state <> 'sent'").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pin_pepper_rotates_on_two_machines() {
    rotates(("PIN_PEPPER", "p")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_seal_key_rotates_on_two_machines() {
    rotates(("SEAL_KEY", "s")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_contact_key_rotates_on_two_machines() {
    rotates(("CONTACT_KEY", "c")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_key_rotates_on_two_machines() {
    rotates(("SESSION_KEY", "k")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_under_an_unknown_pepper_is_neither_right_nor_wrong() {
    let first = TestApp::start();
    let hasty = first.another_machine(&settings("PIN_PEPPER", [NEW, "", ""]));
    let token = hasty.link_for(&zoe()).await;
    for pin in [PIN, "7193", PIN, "7193", PIN, "7193"] {
        assert_eq!(
            code(first.unlock(&token, pin).await).await,
            (503, "unavailable".to_owned())
        );
    }
    assert_eq!(first.count("access_link WHERE tries > 0").await, 0);
    assert_eq!(hasty.unlock(&token, PIN).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_under_an_unknown_seal_waits_for_a_machine_that_knows_it() {
    let first = TestApp::start();
    let hasty = first.another_machine(&settings("SEAL_KEY", [NEW, "s", ""]));
    assert_eq!(hasty.submit(&zoe()).await.status(), 202);
    first.work().await;
    assert_eq!(first.count("access_request WHERE state = 'open'").await, 1);
    first.clock.advance(chrono::TimeDelta::minutes(1));
    hasty.work().await;
    assert_eq!(hasty.inbox().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_without_the_contact_key_in_use_says_not_now() {
    if crate::helpers::memory_registry::is_memory() {
        return;
    }
    let first = TestApp::start();
    let (_, cookie) = first.opened(&zoe()).await;
    let token = first.link_for(&zoe()).await;
    let hasty = first.another_machine(&settings("CONTACT_KEY", [NEW, "c", ""]));
    rekeyed(&hasty, 10);
    assert_eq!(first.get_with("/api/v1/record", &cookie).await.status(), 503);
    assert_eq!(first.unlock(&token, PIN).await.status(), 503);
    assert_eq!(first.submit(&ruth()).await.status(), 202);
    first.work().await;
    assert_eq!(first.count("access_request WHERE state = 'open'").await, 1);
    assert_eq!(first.count("access_link WHERE tries > 0").await, 0);
    first.clock.advance(chrono::TimeDelta::minutes(1));
    hasty.work().await;
    assert_eq!(hasty.inbox().len(), 1);
    assert_eq!(hasty.unlock(&token, PIN).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_session_key_leaves_the_revocation_ids_of_cards() {
    let first = TestApp::start();
    let other = first.another_machine(&settings("SESSION_KEY", [NEW, "", ""]));
    assert_eq!(first.app.card_secret, other.app.card_secret);
    let token = first.link_for(&zoe()).await;
    let mut dose_ids = Vec::new();
    for machine in [&first, &other] {
        let opened: Value = machine.unlock(&token, PIN).await.json().await.unwrap();
        dose_ids.push(opened["record"]["immunizations"][0]["id"].clone());
    }
    assert_eq!(dose_ids[0], dose_ids[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_replaced_while_a_machine_runs() {
    let first = TestApp::start();
    let hasty = first.another_machine(&settings("PIN_PEPPER", [NEW, "", ""]));
    let token = hasty.link_for(&zoe()).await;
    assert_eq!(first.unlock(&token, PIN).await.status(), 503);
    first.app.pins.replace_keys(Keyring {
        next: Some(Zeroizing::new(*b"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")),
        ..Zeroizing::new([b'p'; 32]).into()
    });
    assert_eq!(first.unlock(&token, PIN).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn lock_ends_a_copied_cookie_on_both_of_two_machines_with_different_clocks() {
    let first = TestApp::start();
    let clock = Arc::new(FixedClock::default());
    clock.advance(TimeDelta::seconds(30));
    let fast = first.machine_with_clock(&clock);
    for (begins, locks) in [(&fast, &first), (&first, &fast)] {
        let (_, cookie) = begins.opened(&zoe()).await;
        assert_eq!(locks.get_with("/api/v1/record", &cookie).await.status(), 200);
        let call = locks
            .client
            .post(format!("{}/api/v1/lock", locks.url))
            .header("cookie", &cookie);
        assert_eq!(call.send().await.unwrap().status(), 204);
        for machine in [&first, &fast] {
            assert_eq!(machine.get_with("/api/v1/record", &cookie).await.status(), 401);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_of_leases_is_the_one_of_the_database() {
    let first = TestApp::start();
    let clocks = [TimeDelta::days(8), TimeDelta::days(-8)].map(|wrong| {
        let clock = Arc::new(FixedClock::default());
        clock.advance(wrong);
        clock
    });
    let mut times = Vec::new();
    for clock in &clocks {
        let shared = SharedTime::of_database(&first.app.db, Arc::clone(clock) as Arc<dyn Clock>);
        times.push(shared.now(&first.app.db).await.unwrap());
    }
    if is_postgres() {
        assert!((times[1] - times[0]).abs() < TimeDelta::minutes(5));
    } else {
        assert_eq!(times, clocks.map(|clock| clock.now()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_whose_clock_was_wrong_delays_and_loses_no_request() {
    for wrong in [TimeDelta::days(8), TimeDelta::days(-1)] {
        let first = TestApp::start();
        let clock = Arc::new(FixedClock::default());
        clock.advance(wrong);
        let other = first.machine_with_clock(&clock);
        assert_eq!(other.submit(&zoe()).await.status(), 202);
        first.work().await;
        assert_eq!(first.inbox().len(), 1, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_at_one_machine_rings_at_the_other() {
    if !is_postgres() {
        return;
    }
    let first = TestApp::start();
    let other = first.another_machine(&[]);
    let url = DatabaseUrl::parse(&first.database.url).unwrap();
    wake_others::start(&first.app, &url);
    wake_others::start(&other.app, &url);
    // The first bell may ring before the other machine listens.
    for _ in 0..600 {
        assert_eq!(first.submit(&zoe()).await.status(), 202);
        let rung = other.app.wake.rung(Queue::AccessRequests);
        if tokio::time::timeout(Duration::from_millis(100), rung)
            .await
            .is_ok()
        {
            return;
        }
    }
    panic!("the other machine was not woken");
}
