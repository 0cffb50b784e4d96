//! Accepted work survives: the end of a process between any two steps loses no request and sends no second link. `killed`
//! tests real processes.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use backend::db::lease::Queue;
use backend::jobs::queue;
use backend::notify::{Notifier, OutboundMessage, SendError};
use chrono::TimeDelta;
use serde_json::json;
use shared::message::Channel;

use crate::helpers::forms::{PIN, nobody, with, zoe};
use crate::helpers::{TestApp, token_in};

/// Lets the lease of a dead worker expire. On SQLite the worker's loop releases it at the next start; these tests take
/// single steps without that loop.
fn lease_runs_out(test: &TestApp) {
    test.clock.advance(TimeDelta::seconds(61));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_after_the_202_loses_nothing() {
    let test = TestApp::start();
    assert_eq!(test.submit(&zoe()).await.status(), 202);
    let again = TestApp::start_on(test.crash().await);
    again.work().await;
    assert_eq!(again.inbox().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_between_answer_and_sending_sends_one_link_that_works() {
    let test = TestApp::start();
    test.submit(&zoe()).await;
    assert_eq!(queue::round(&test.app, Queue::AccessRequests).await.unwrap(), 1);
    let again = TestApp::start_on(test.crash().await);
    again.work().await;
    let inbox = again.inbox();
    assert_eq!(inbox.len(), 1);
    let token = token_in(&inbox[0].text).unwrap();
    assert_eq!(again.unlock(&token, PIN).await.status(), 200);
}

/// A gateway that accepts the message, but whose answer never arrives.
struct TakesAndDies(Arc<dyn Notifier>);

#[async_trait]
impl Notifier for TakesAndDies {
    async fn send(&self, message: &OutboundMessage) -> Result<(), SendError> {
        self.0.send(message).await?;
        // The answer never reaches the database: the test drops this future.
        std::future::pending().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_between_sending_and_noting_it_repeats_the_same_message_under_the_same_key() {
    let test = TestApp::start();
    test.submit(&zoe()).await;
    queue::round(&test.app, Queue::AccessRequests).await.unwrap();
    let first = taken_by_a_dying_gateway(&test).await;
    lease_runs_out(&test);
    let database = test.crash().await;
    let again = TestApp::start_on(database);
    lease_runs_out(&again);
    again.work().await;
    let second = again.inbox();
    assert_eq!(second.len(), 1);
    assert_eq!((&second[0].id, &second[0].text), (&first.0, &first.1));
}

/// Claims the message as the worker does, sends it, and stops before the row is closed.
async fn taken_by_a_dying_gateway(test: &TestApp) -> (String, String) {
    let mut dying = test.another_app();
    dying.notifier = Arc::new(TakesAndDies(Arc::clone(&test.app.notifier)));
    let dying = Arc::new(dying);
    let texts = Queue::Messages(Channel::Sms);
    let sending = tokio::spawn(async move { queue::round(&dying, texts).await });
    while test.inbox().is_empty() {
        tokio::task::yield_now().await;
    }
    sending.abort();
    let message = &test.inbox()[0];
    (message.id.clone(), message.text.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_answer_each_request_once() {
    let test = TestApp::start();
    for n in 0..12 {
        let person = json!({"last_name": format!("Unheard-{}", "a".repeat(n + 1)), "phone": format!("617-555-01{n:02}")});
        test.submit(&with(&nobody(), &person)).await;
    }
    let mut other = test.another_app();
    other.notifier = Arc::clone(&test.app.notifier);
    let other = Arc::new(other);
    let other_works = async { while backend::jobs::round(&other).await > 0 {} };
    tokio::join!(test.work(), other_works);
    // One worker may have looked while the other still held the rest.
    test.work().await;
    let keys: Vec<_> = test.inbox().iter().map(|message| message.id.clone()).collect();
    assert_eq!(keys.len(), 12);
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), 12);
}

/// A gateway that is unreachable for a while.
struct Away;

#[async_trait]
impl Notifier for Away {
    async fn send(&self, _: &OutboundMessage) -> Result<(), SendError> {
        Err(SendError::Later {
            why: "away".into(),
            retry_after: None,
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_not_taken_is_tried_again_and_its_hours_begin_then() {
    let test = TestApp::start();
    test.submit(&zoe()).await;
    let mut away = test.another_app();
    away.notifier = Arc::new(Away);
    let away = Arc::new(away);
    while backend::jobs::round(&away).await > 0 {}
    assert!(test.inbox().is_empty());
    test.clock.advance(TimeDelta::hours(20));
    test.work().await;
    let token = token_in(&test.inbox()[0].text).unwrap();
    test.clock.advance(TimeDelta::hours(23));
    assert_eq!(
        test.unlock(&token, PIN).await.status(),
        200,
        "24 hours from the sending, not from the request"
    );
}
