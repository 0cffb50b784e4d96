//! The text gateway: each kind of answer ends a message, repeats it, or delays it, and none loses it.

use std::sync::Arc;
use std::time::Duration;

use backend::app::App;
use backend::notify::breaker::Breaker;
use backend::notify::texts::{TextNotifier, TextSettings};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::message::Channel;
use zeroize::Zeroizing;

use super::{app_with, decide, send_once};
use crate::helpers::TestApp;
use crate::helpers::forms::{nobody, with, zoe};
use crate::helpers::gateways::{ACCOUNT, Gateway, TEXTS_FROM, TOKEN};

const ZOE: &str = "+16175550142";
const OPEN: &str = "message WHERE state = 'open' AND lease_owner IS NULL";

fn notifier(test: &TestApp, gateway: &Gateway, token: &str, from: &str) -> TextNotifier {
    let settings = TextSettings {
        url: gateway.texts_url(),
        account: ACCOUNT.to_owned(),
        token: Zeroizing::new(token.to_owned()),
        from: from.to_owned(),
    };
    TextNotifier::new(settings, &test.app.public_url, Arc::clone(&test.app.clock)).unwrap()
}

fn app_on(test: &TestApp, gateway: &Gateway) -> Arc<App> {
    app_with(test, Arc::new(notifier(test, gateway, TOKEN, TEXTS_FROM)))
}

/// A test with one message to Zoë that waits.
async fn with_a_message() -> (TestApp, Gateway, Arc<App>) {
    let (test, gateway) = (TestApp::start(), Gateway::texts());
    test.submit(&zoe()).await;
    decide(&test).await;
    let app = app_on(&test, &gateway);
    (test, gateway, app)
}

/// How many seconds the one open message waits.
async fn seconds_until_next_try(test: &TestApp) -> i64 {
    for seconds in 0..=6 * 3600 + 1 {
        let by = (test.app.clock.now() + TimeDelta::seconds(seconds)).format("%Y-%m-%d %H:%M:%S%.6f");
        let due = format!("message WHERE state = 'open' AND next_try_at <= '{by}'");
        if test.count(&due).await == 1 {
            return seconds;
        }
    }
    panic!("the message waits for more than six hours")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_carries_its_key_sender_and_call_back() {
    let (test, gateway, app) = with_a_message().await;
    send_once(&app, Channel::Sms).await;
    let call = gateway.log().remove(0);
    let id = call["key"].as_str().unwrap();
    assert!(id.ends_with(":link"), "{id}");
    assert_eq!(call["twilio_key"], id);
    assert_eq!(
        (call["To"].as_str(), call["From"].as_str()),
        (Some(ZOE), Some(TEXTS_FROM))
    );
    assert!(
        call["Body"]
            .as_str()
            .unwrap()
            .contains("https://vax.example.org/open")
    );
    assert_eq!(
        call["StatusCallback"],
        format!("https://vax.example.org/api/v1/sms-status?message={id}")
    );
    assert_eq!(
        test.count("message WHERE state = 'sent' AND failure IS NULL")
            .await,
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_messaging_service_is_named_as_such() {
    let (test, gateway) = (TestApp::start(), Gateway::texts());
    test.submit(&zoe()).await;
    decide(&test).await;
    let app = app_with(&test, Arc::new(notifier(&test, &gateway, TOKEN, "MG01")));
    send_once(&app, Channel::Sms).await;
    let call = gateway.log().remove(0);
    assert_eq!(
        (&call["MessagingServiceSid"], &call["From"]),
        (&json!("MG01"), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_fails_gets_the_same_text_again_under_the_same_key() {
    for how in ["error", "silent", "reset", "garbage", "words"] {
        let (test, gateway, app) = with_a_message().await;
        gateway.behave("*", &json!({"how": how})).await;
        send_once(&app, Channel::Sms).await;
        assert_eq!(test.count(&format!("{OPEN} AND attempts = 1")).await, 1, "{how}");
        assert_eq!(
            send_once(&app, Channel::Sms).await,
            0,
            "{how}: the next try waits"
        );

        gateway.behave("*", &json!({"how": "well"})).await;
        test.clock.advance(TimeDelta::seconds(3));
        assert_eq!(send_once(&app, Channel::Sms).await, 1, "{how}");
        assert_eq!(test.count("message WHERE state = 'sent'").await, 1, "{how}");
        let calls = gateway.log();
        assert_eq!(calls.len(), 2, "{how}");
        for member in ["key", "To", "Body"] {
            assert_eq!(calls[0][member], calls[1][member], "{how}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_is_away_loses_no_text() {
    let (test, gateway, app) = with_a_message().await;
    drop(gateway);
    send_once(&app, Channel::Sms).await;
    assert_eq!(test.count(OPEN).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_gateway_is_left_alone_for_the_time_it_asks_for_up_to_six_hours() {
    let date = "Fri, 20 Nov 2026 15:10:00 GMT"; // The test's clock shows 15:00.
    for (asked, least, most) in [
        ("0", 1, 3),
        ("3600", 3600, 3601),
        ("10000000000000", 6 * 3600, 6 * 3600 + 1),
        (date, 600, 601),
        ("soon", 1, 3),
    ] {
        let (test, gateway, app) = with_a_message().await;
        gateway
            .behave("*", &json!({"how": "busy", "retry_after": asked}))
            .await;
        send_once(&app, Channel::Sms).await;
        let pause = seconds_until_next_try(&test).await;
        assert!((least..=most).contains(&pause), "{asked}: {pause}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permanent_refusal_ends_the_text_with_its_reason() {
    for (code, failure) in [
        (21614, "landline"),
        (21610, "opted-out"),
        (21211, "invalid-address"),
    ] {
        let (test, gateway, app) = with_a_message().await;
        gateway.behave(ZOE, &json!({"how": "refuse", "code": code})).await;
        send_once(&app, Channel::Sms).await;
        let ended = format!("state = 'dead' AND failure = '{failure}' AND sealed_content IS NULL");
        assert_eq!(test.count(&format!("message WHERE {ended}")).await, 1, "{code}");
        test.clock.advance(TimeDelta::hours(7));
        assert_eq!(send_once(&app, Channel::Sms).await, 0);
        assert_eq!(gateway.log().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_of_the_operator_ends_no_text() {
    let (test, gateway, _) = with_a_message().await;
    let wrong_token = app_with(&test, Arc::new(notifier(&test, &gateway, "another", TEXTS_FROM)));
    send_once(&wrong_token, Channel::Sms).await;
    assert_eq!(test.count(OPEN).await, 1);
    test.clock.advance(TimeDelta::seconds(3));
    // 21606: the sender is not a number of this account.
    gateway
        .behave("*", &json!({"how": "refuse", "code": 21606}))
        .await;
    send_once(&app_on(&test, &gateway), Channel::Sms).await;
    assert_eq!(test.count(OPEN).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_no_gateway_accepts_within_two_days_is_given_up() {
    let (test, gateway, app) = with_a_message().await;
    gateway.behave("*", &json!({"how": "error"})).await;
    test.clock.advance(TimeDelta::hours(48));
    send_once(&app, Channel::Sms).await;
    assert_eq!(
        test.count("message WHERE state = 'dead' AND failure = 'given-up'")
            .await,
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_slow_number_delays_nobody() {
    let (test, gateway) = (TestApp::start(), Gateway::texts());
    gateway.behave(ZOE, &json!({"how": "slow", "seconds": 300})).await;
    test.submit(&zoe()).await;
    for n in 0..8 {
        let form = with(&nobody(), &json!({"phone": format!("617-555-016{n}")}));
        test.submit(&form).await;
    }
    decide(&test).await;
    let mut app = test.another_app();
    app.notifier = Arc::new(notifier(&test, &gateway, TOKEN, TEXTS_FROM));
    let app = Arc::new(app);
    let sending = tokio::spawn(async move { send_once(&app, Channel::Sms).await });
    while test.count("message WHERE state = 'sent'").await < 8 {
        assert!(!sending.is_finished(), "the slow send still runs");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(test.count("message WHERE state = 'open'").await, 1);
    sending.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_fails_for_everyone_is_called_no_more_for_a_while() {
    let (test, gateway) = (TestApp::start(), Gateway::texts());
    gateway.behave("*", &json!({"how": "error"})).await;
    for n in 0..6 {
        let form = with(&nobody(), &json!({"phone": format!("617-555-016{n}")}));
        test.submit(&form).await;
    }
    decide(&test).await;
    let breaker = Breaker::new(Arc::new(notifier(&test, &gateway, TOKEN, TEXTS_FROM)), "sms");
    let app = app_with(&test, Arc::new(breaker));
    send_once(&app, Channel::Sms).await;
    let calls = gateway.log().len();
    assert!((5..=6).contains(&calls), "{calls}");
    test.clock.advance(TimeDelta::minutes(1));
    assert_eq!(send_once(&app, Channel::Sms).await, 0, "the breaker is open");
    assert_eq!(gateway.log().len(), calls);
    assert_eq!(
        test.count(&format!("{OPEN} AND attempts = 1")).await,
        6,
        "no message is lost, and none lost a try"
    );
}
