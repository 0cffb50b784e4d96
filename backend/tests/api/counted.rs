//! `/metrics` after what ended: requests by end and reason, sends by outcome.

use std::sync::Arc;

use async_trait::async_trait;
use backend::access::purge::give_up_unanswered;
use backend::notify::channels::ChannelNotifiers;
use backend::notify::{Failure as Rejection, Notifier, OutboundMessage, SendError};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::message::Channel;

use crate::helpers::TestApp;
use crate::helpers::database::TestDatabase;
use crate::helpers::doors::{FailingRegistry, Failure};
use crate::helpers::forms::{nobody, ruth, with, zoe};
use crate::readiness::Operations;

const PANICS: &str = "+16175550118";
const IS_AWAY: &str = "+16175550155";

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_counted_by_their_end_and_reason() {
    let test = TestApp::start_with(TestDatabase::new(), |app| {
        app.registry = FailingRegistry::arc(PANICS, Failure::Panics, app);
        app.registry = FailingRegistry::arc(IS_AWAY, Failure::IsAway, app);
    });
    let operations = Operations::of(&test);
    // The ninth answer to one phone and the fourth to another that no record was found are over a limit.
    let mut forms = vec![ruth(), with(&nobody(), &json!({"phone": IS_AWAY}))];
    forms.extend(vec![zoe(); 9]);
    forms.extend(vec![nobody(); 5]);
    for form in &forms {
        assert_eq!(test.submit(form).await.status(), 202);
    }
    for _ in 0..10 {
        test.work().await;
        test.clock.advance(TimeDelta::minutes(31));
    }
    test.clock.advance(TimeDelta::days(8));
    assert_eq!(give_up_unanswered(&test.app).await.unwrap(), 1);

    let metrics = operations.metrics().await;
    for (end, reason, count) in [
        ("matched", "matched", 8),
        ("not-matched", "no_contact", 3),
        ("over-limit", "not-found-limit", 2),
        ("over-limit", "contact-limit", 1),
        ("failed", "panicked", 1),
        ("failed", "gave_up", 1),
    ] {
        let series = format!(r#"myvax_requests_decided_total{{end="{end}",reason="{reason}"}}"#);
        assert_eq!(metrics.value(&series), count, "{reason}");
    }
    assert_eq!(metrics.sum("myvax_requests_decided_total"), 16);
    let panics = r#"myvax_row_failures_total{failure="panic",queue="deciding"}"#;
    assert_eq!(metrics.value(panics), 5);
}

/// The gateway of a landline.
struct Rejects;

#[async_trait]
impl Notifier for Rejects {
    async fn send(&self, _: &OutboundMessage) -> Result<(), SendError> {
        let why = "no text messages".to_owned();
        Err(SendError::Refused {
            failure: Rejection::Landline,
            why,
        })
    }
}

struct Away;

#[async_trait]
impl Notifier for Away {
    async fn send(&self, _: &OutboundMessage) -> Result<(), SendError> {
        Err(SendError::later("away"))
    }
}

fn by_email(address: &str) -> Value {
    let mut form = with(&nobody(), &json!({"email": address}));
    form.as_object_mut().unwrap().remove("phone");
    form
}

#[tokio::test(flavor = "multi_thread")]
async fn sends_are_counted_by_their_outcome() {
    let test = TestApp::start_with(TestDatabase::new(), |app| {
        let notifiers = ChannelNotifiers::default().with_gateway(Channel::Sms, Rejects);
        app.notifier = Arc::new(notifiers.with_gateway(Channel::Email, Away));
    });
    let operations = Operations::of(&test);
    for form in [zoe(), by_email("abe@example.org")] {
        assert_eq!(test.submit(&form).await.status(), 202);
    }
    test.work().await;
    // Nothing is tried for longer than 48 hours.
    test.clock.advance(TimeDelta::hours(49));
    test.work().await;
    let metrics = operations.metrics().await;
    for (channel, outcome) in [("sms", "rejected"), ("email", "postponed"), ("email", "given-up")] {
        let series = format!(r#"myvax_sends_total{{channel="{channel}",outcome="{outcome}"}}"#);
        assert_eq!(metrics.value(&series), 1, "{outcome}");
    }
    assert_eq!(metrics.sum("myvax_sends_total"), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_fails_for_everyone_is_reported() {
    let test = TestApp::start_with(TestDatabase::new(), |app| {
        let notifiers = ChannelNotifiers::default().with_gateway(Channel::Sms, Away);
        app.notifier = Arc::new(notifiers);
    });
    let operations = Operations::of(&test);
    let is_failing = r#"myvax_gateway_failing{channel="sms"}"#;
    assert_eq!(operations.metrics().await.value(is_failing), 0);
    for number in 1..=5 {
        let form = json!({
            "birth_date": format!("1990-01-0{number}"), "phone": format!("(617) 555-018{number}"),
        });
        assert_eq!(test.submit(&with(&nobody(), &form)).await.status(), 202);
    }
    test.work().await;
    let metrics = operations.metrics().await;
    assert_eq!(metrics.value(is_failing), 1);
    assert_eq!(
        metrics.value(r#"myvax_sends_total{channel="sms",outcome="postponed"}"#),
        5
    );
    assert_eq!(
        metrics.value(r#"myvax_queue_rows{queue="sending text messages"}"#),
        5
    );
}
