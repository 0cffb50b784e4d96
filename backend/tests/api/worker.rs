//! The worker is supervised: a panic, a hang or a failure for one person delays no one else, and ends as designed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use backend::app::App;
use backend::db::lease::Queue;
use backend::db::time::SharedTime;
use backend::jobs;
use backend::jobs::queue;
use backend::jobs::watch::Watch;
use backend::secrets::seal::SealingKeys;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use zeroize::Zeroizing;

use crate::helpers::database::is_postgres;
use crate::helpers::doors::{FailingNotifier, FailingRegistry, Failure, PanickingClock};
use crate::helpers::forms::{PIN, nobody, ruth, with, zoe};
use crate::helpers::{TestApp, token_in};

/// Zoë's phone; her request is the one that fails.
const ZOE: &str = "+16175550142";

/// The worker as a process runs it.
struct Running {
    app: Arc<App>,
    watch: Arc<Watch>,
    stop: tokio::sync::watch::Sender<bool>,
    task: JoinHandle<anyhow::Result<()>>,
}

impl Running {
    fn start(app: App) -> Self {
        let (app, watch) = (Arc::new(app), Arc::<Watch>::default());
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let task = tokio::spawn(jobs::work(Arc::clone(&app), Arc::clone(&watch), stopped));
        Self {
            app,
            watch,
            stop,
            task,
        }
    }

    async fn stop(self) {
        self.stop.send_replace(true);
        self.task.await.unwrap().unwrap();
        jobs::give_back(&self.app).await;
    }
}

async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    let begin = Instant::now();
    while !is_so().await {
        assert!(
            begin.elapsed() < Duration::from_mins(1),
            "{what}: not within a minute"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn emailed(form: &Value, email: &str) -> Value {
    let mut form = with(form, &json!({"email": email}));
    form.as_object_mut().unwrap().remove("phone");
    form
}

fn sent_to(test: &TestApp, to: &str) -> usize {
    test.inbox().iter().filter(|message| message.to == to).count()
}

/// Processes everything that is due, several times over five hours.
async fn hours_of_work(test: &TestApp, app: &Arc<App>) {
    for _ in 0..10 {
        while jobs::round(app).await > 0 {}
        test.clock.advance(TimeDelta::minutes(31));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_panics_five_times_fails_and_delays_nobody() {
    let test = TestApp::start();
    let mut app = test.another_app();
    app.registry = FailingRegistry::arc(ZOE, Failure::Panics, &app);
    app.notifier = Arc::clone(&test.app.notifier);
    let app = Arc::new(app);
    for form in [zoe(), ruth()] {
        test.submit(&form).await;
    }
    assert_eq!(queue::round(&app, Queue::AccessRequests).await.unwrap(), 2);
    assert_eq!(test.count("message").await, 1, "Ruth's request is answered");
    assert_eq!(
        test.count("access_request WHERE state = 'open' AND panics = 1 AND lease_owner IS NULL")
            .await,
        1
    );
    hours_of_work(&test, &app).await;
    let given_up = "state = 'failed' AND reason = 'panicked' AND attempts = 5 AND sealed_payload IS NULL";
    assert_eq!(test.count(&format!("access_request WHERE {given_up}")).await, 1);
    assert_eq!((sent_to(&test, ZOE), test.inbox().len()), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_panics_five_times_is_dead_and_delays_nobody() {
    let test = TestApp::start();
    let mut app = test.another_app();
    app.notifier = FailingNotifier::arc(ZOE, Failure::Panics, &test.app);
    let app = Arc::new(app);
    for form in [zoe(), ruth()] {
        test.submit(&form).await;
    }
    hours_of_work(&test, &app).await;
    assert_eq!(test.inbox().len(), 1);
    let dead = "state = 'dead' AND attempts = 5 AND sealed_content IS NULL";
    assert_eq!(test.count(&format!("message WHERE {dead}")).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registry_that_is_away_for_hours_fails_no_request() {
    let test = TestApp::start();
    let mut app = test.another_app();
    app.registry = FailingRegistry::arc(ZOE, Failure::IsAway, &app);
    test.submit(&zoe()).await;
    hours_of_work(&test, &Arc::new(app)).await;
    test.clock.advance(TimeDelta::hours(1));
    assert_eq!(
        test.count("access_request WHERE state = 'open' AND attempts > 5")
            .await,
        1
    );
    test.work().await;
    assert_eq!(sent_to(&test, ZOE), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_send_that_hangs_is_cut_off_within_its_lease() {
    let test = TestApp::start();
    let mut app = test.another_app();
    app.notifier = FailingNotifier::arc(ZOE, Failure::Hangs, &test.app);
    app.worker.lease = TimeDelta::seconds(1);
    let app = Arc::new(app);
    for form in [zoe(), ruth()] {
        test.submit(&form).await;
    }
    while jobs::round(&app).await > 0 {}
    assert_eq!(test.inbox().len(), 1, "Ruth's message went out");
    let waiting = "state = 'open' AND attempts = 1 AND panics = 0 AND lease_owner IS NULL";
    assert_eq!(test.count(&format!("message WHERE {waiting}")).await, 1);
    test.clock.advance(TimeDelta::minutes(1));
    test.work().await;
    assert_eq!(sent_to(&test, ZOE), 1, "her message is sent later");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_gateway_that_hangs_delays_no_email_and_no_decision() {
    let test = TestApp::start();
    let mut app = test.another_app();
    app.notifier = FailingNotifier::arc(ZOE, Failure::Hangs, &test.app);
    app.concurrency = 1;
    let running = Running::start(app);
    test.submit(&zoe()).await;
    until("the text is on its way", async || {
        test.count("message WHERE lease_owner IS NOT NULL").await == 1
    })
    .await;
    test.submit(&emailed(&nobody(), "abe@example.org")).await;
    until("the e-mail is sent", async || {
        sent_to(&test, "abe@example.org") == 1
    })
    .await;
    // The gateway has the e-mail before its row is closed.
    until("only the text is open", async || {
        test.count("message WHERE state = 'open'").await == 1
    })
    .await;
    running.task.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_sealed_under_another_key_waits_for_a_worker_that_has_it() {
    let test = TestApp::start();
    test.submit(&zoe()).await;
    queue::round(&test.app, Queue::AccessRequests).await.unwrap();
    test.submit(&ruth()).await;
    let mut other = test.another_app();
    other.seal = SealingKeys::new(&Zeroizing::new([7; 32]).into());
    let other = Arc::new(other);
    hours_of_work(&test, &other).await;
    assert_eq!(
        test.count("message WHERE state = 'open' AND sealed_content IS NOT NULL")
            .await,
        1
    );
    assert_eq!(test.count("access_request WHERE state = 'open'").await, 1);
    test.clock.advance(TimeDelta::hours(1));
    test.work().await;
    let token = token_in(&test.inbox()[1].text).unwrap();
    assert_eq!(test.inbox().len(), 2);
    assert_eq!(test.unlock(&token, PIN).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loop_that_panics_is_started_again() {
    let test = TestApp::start();
    let mut app = test.another_app();
    app.notifier = Arc::clone(&test.app.notifier);
    let clock = Arc::new(PanickingClock {
        clock: Arc::clone(&test.clock),
        is_armed: AtomicBool::new(false),
    });
    app.clock = Arc::clone(&clock) as _;
    app.time = SharedTime::of_clock(Arc::clone(&clock) as _);
    let running = Running::start(app);
    until("the worker has begun", async || running.watch.has_caught_up()).await;
    for n in 0..3 {
        // While idle, only the loops read the clock.
        clock.is_armed.store(true, Ordering::SeqCst);
        until("a loop has panicked", async || {
            running.watch.pulses().iter().any(|(_, pulse)| pulse.is_down)
        })
        .await;
        test.submit(&zoe()).await;
        until("the message is sent", async || sent_to(&test, ZOE) == n + 1).await;
        until("every loop is well", async || {
            running.watch.pulses().iter().all(|(_, pulse)| pulse.is_well())
        })
        .await;
    }
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_step_keeps_its_row_from_other_workers() {
    let test = TestApp::start();
    let mut app = test.another_app();
    app.registry = FailingRegistry::arc(ZOE, Failure::Hangs, &app);
    app.worker.lease = TimeDelta::seconds(1);
    let app = Arc::new(app);
    test.submit(&zoe()).await;
    let deciding = tokio::spawn(async move { queue::round(&app, Queue::AccessRequests).await });
    until("the request is claimed", async || {
        test.count("access_request WHERE lease_owner IS NOT NULL").await == 1
    })
    .await;
    for _ in 0..3 {
        test.clock.advance(TimeDelta::milliseconds(900));
        let until_then = test.app.clock.now() + TimeDelta::milliseconds(900);
        let renewed = format!(
            "access_request WHERE lease_until > '{}'",
            until_then.format("%Y-%m-%d %H:%M:%S%.3f")
        );
        until("the lease is renewed", async || test.count(&renewed).await == 1).await;
        assert_eq!(queue::round(&test.app, Queue::AccessRequests).await.unwrap(), 0);
    }
    deciding.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_hangs_is_cut_off() {
    let test = TestApp::start();
    let mut app = test.another_app();
    app.registry = FailingRegistry::arc(ZOE, Failure::Hangs, &app);
    app.worker.lease = TimeDelta::milliseconds(200);
    test.submit(&zoe()).await;
    assert_eq!(
        queue::round(&Arc::new(app), Queue::AccessRequests).await.unwrap(),
        1
    );
    test.clock.advance(TimeDelta::minutes(1));
    test.work().await;
    assert_eq!(sent_to(&test, ZOE), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_with_many_requests_delays_no_other_contact() {
    let test = TestApp::start();
    for _ in 0..9 {
        test.submit(&nobody()).await;
    }
    test.submit(&zoe()).await;
    let mut app = test.another_app();
    app.concurrency = 2;
    let app = Arc::new(app);
    assert_eq!(queue::round(&app, Queue::AccessRequests).await.unwrap(), 2);
    assert_eq!(test.count("access_request WHERE state = 'matched'").await, 1);
    assert_eq!(test.count("access_request WHERE state = 'open'").await, 8);
    assert_eq!(queue::round(&app, Queue::AccessRequests).await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_finds_the_next_contact_behind_many_rows_of_one() {
    let test = TestApp::start();
    let (hash, due) = if is_postgres() {
        ("'\\x01'::bytea", "'2026-11-19'::timestamp")
    } else {
        ("x'01'", "'2026-11-19 00:00:00'")
    };
    let values = format!("'flood' || n, 'ABCD', 'open', 'en', {hash}, NULL, {due}, 0, {due}");
    let columns =
        "id, request_code, state, locale, contact_hash, sealed_payload, received_at, attempts, next_try_at";
    test.rows(&format!("access_request ({columns})"), &values, 10_000)
        .await;
    test.submit(&zoe()).await;
    let begin = Instant::now();
    assert_eq!(queue::round(&test.app, Queue::AccessRequests).await.unwrap(), 2);
    assert_eq!(test.count("access_request WHERE state = 'matched'").await, 1);
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_before_a_week_without_a_worker_is_answered_first() {
    let test = TestApp::start();
    test.submit(&zoe()).await;
    test.clock.advance(TimeDelta::days(8));
    let mut app = test.another_app();
    app.notifier = Arc::clone(&test.app.notifier);
    let running = Running::start(app);
    until("the message is sent", async || sent_to(&test, ZOE) == 1).await;
    let token = token_in(&test.inbox()[0].text).unwrap();
    assert_eq!(test.unlock(&token, PIN).await.status(), 200);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_while_the_clock_was_ahead_does_not_wait_for_it() {
    let test = TestApp::start();
    test.clock.advance(TimeDelta::days(1));
    test.submit(&zoe()).await;
    test.clock.advance(-TimeDelta::days(1));
    test.work().await;
    assert_eq!(sent_to(&test, ZOE), 1);
}
