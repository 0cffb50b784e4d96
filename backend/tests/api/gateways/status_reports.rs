//! The text gateway's reports about delivery: signed, final once, and kept for the help desk.

use backend::access::purge::purge;
use backend::commands::requests;
use backend::notify::texts::signature;
use chrono::TimeDelta;
use reqwest::{RequestBuilder, StatusCode};
use serde_json::Value;
use zeroize::Zeroizing;

use super::decide;
use crate::helpers::database::TestDatabase;
use crate::helpers::forms::zoe;
use crate::helpers::gateways::TOKEN;
use crate::helpers::{TestApp, code};
use crate::readiness::Operations;

/// Where the gateway was told to report, for a message with this key.
fn callback(key: &str) -> String {
    format!("/api/v1/sms-status?message={key}")
}

fn parameters(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn report(test: &TestApp, path: &str, parameters: &[(String, String)], token: &str) -> RequestBuilder {
    let signed = signature::sign(token, &format!("{}{path}", test.app.public_url), parameters);
    let call = test.client.post(format!("{}{path}", test.url)).form(parameters);
    call.header("X-Twilio-Signature", signed)
}

/// A test that knows the text gateway's token. Its messages go to the inbox.
fn with_a_gateway() -> TestApp {
    TestApp::start_with(TestDatabase::new(), |app| {
        app.sms_token.replace(Some(Zeroizing::new(TOKEN.to_owned())));
    })
}

/// A test with one text that was sent, and its key.
async fn with_a_sent_text() -> (TestApp, String) {
    let test = with_a_gateway();
    test.submit(&zoe()).await;
    test.work().await;
    let key = test.inbox()[0].id.clone();
    (test, key)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_report_is_stored_once() {
    let (test, key) = with_a_sent_text().await;
    let path = callback(&key);
    for (status, error) in [("sent", ""), ("undelivered", "30006"), ("delivered", "")] {
        let parameters = parameters(&[
            ("MessageStatus", status),
            ("ErrorCode", error),
            ("To", "+16175550142"),
        ]);
        let answer = report(&test, &path, &parameters, TOKEN).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{status}");
    }
    let stored = "message WHERE state = 'sent' AND delivery = 'undelivered' AND failure = 'landline'";
    assert_eq!(test.count(stored).await, 1);
    let metrics = Operations::of(&test).metrics().await;
    let of_landlines = r#"myvax_text_deliveries_total{delivery="undelivered",failure="landline"}"#;
    assert_eq!(metrics.value(of_landlines), 1);
    assert_eq!(
        metrics.sum("myvax_text_deliveries_total"),
        1,
        "each message is counted once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivered_text_is_counted() {
    let (test, key) = with_a_sent_text().await;
    let parameters = parameters(&[("MessageStatus", "delivered")]);
    report(&test, &callback(&key), &parameters, TOKEN)
        .send()
        .await
        .unwrap();
    let metrics = Operations::of(&test).metrics().await;
    let delivered = r#"myvax_text_deliveries_total{delivery="delivered",failure=""}"#;
    assert_eq!(metrics.value(delivered), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_may_come_before_the_send_is_stored() {
    let test = with_a_gateway();
    test.submit(&zoe()).await;
    decide(&test).await;
    let key = test.text_of("SELECT id AS value FROM message").await;
    let parameters = parameters(&[("MessageStatus", "failed"), ("ErrorCode", "21610")]);
    report(&test, &callback(&key), &parameters, TOKEN)
        .send()
        .await
        .unwrap();
    test.work().await;
    let stored = "message WHERE state = 'sent' AND delivery = 'failed' AND failure = 'opted-out'";
    assert_eq!(test.count(stored).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_without_the_right_signature_changes_nothing() {
    let (test, key) = with_a_sent_text().await;
    let (path, parameters) = (callback(&key), parameters(&[("MessageStatus", "failed")]));
    let url = format!("{}{path}", test.url);
    let unsigned = test.client.post(&url).form(&parameters);
    let with_other_token = report(&test, &path, &parameters, "another");
    let of_other_message = report(&test, &callback("other"), &parameters, TOKEN)
        .build()
        .unwrap();
    let moved = test.client.post(&url).form(&parameters).header(
        "X-Twilio-Signature",
        &of_other_message.headers()["x-twilio-signature"],
    );
    for call in [unsigned, with_other_token, moved] {
        assert_eq!(code(call.send().await.unwrap()).await, (403, "cross-site".into()));
    }
    assert_eq!(test.count("message WHERE delivery IS NOT NULL").await, 0);
    let metrics = Operations::of(&test).metrics().await;
    assert_eq!(metrics.sum("myvax_text_deliveries_total"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_needs_no_json_and_no_page_of_ours() {
    let (test, _) = with_a_sent_text().await;
    let parameters = parameters(&[("MessageStatus", "delivered")]);
    let elsewhere = report(&test, &callback("unknown"), &parameters, TOKEN)
        .header("origin", "https://gateway.example.org")
        .header("sec-fetch-site", "cross-site");
    assert_eq!(
        elsewhere.send().await.unwrap().status(),
        204,
        "unknown messages, too"
    );
    let url = format!("{}/api/v1/sms-status", test.url);
    let as_json = test.client.post(&url).json(&parameters).send().await.unwrap();
    assert_eq!(as_json.status(), 415);
    let huge = test.client.post(&url).form(&[("To", "1".repeat(20_000))]);
    assert_eq!(huge.send().await.unwrap().status(), 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_text_gateway_no_report_is_right() {
    let test = TestApp::start();
    let parameters = parameters(&[("MessageStatus", "failed")]);
    let answer = report(&test, &callback("any"), &parameters, "")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_report_goes_with_its_message_after_thirty_days() {
    let (test, key) = with_a_sent_text().await;
    let parameters = parameters(&[("MessageStatus", "undelivered"), ("ErrorCode", "30006")]);
    report(&test, &callback(&key), &parameters, TOKEN)
        .send()
        .await
        .unwrap();
    test.clock.advance(TimeDelta::days(30) - TimeDelta::minutes(1));
    while !purge(&test.app).await.unwrap() {}
    assert_eq!(test.count("message WHERE failure = 'landline'").await, 1);
    test.clock.advance(TimeDelta::minutes(2));
    while !purge(&test.app).await.unwrap() {}
    assert_eq!(test.count("message").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_help_desk_finds_a_request_by_its_code_and_sees_no_person() {
    let (test, key) = with_a_sent_text().await;
    let parameters = parameters(&[("MessageStatus", "undelivered"), ("ErrorCode", "30006")]);
    report(&test, &callback(&key), &parameters, TOKEN)
        .send()
        .await
        .unwrap();
    let code = test
        .text_of("SELECT request_code AS value FROM access_request")
        .await;
    let shown = |code: &str, is_json| {
        let mut out = Vec::new();
        requests::show(&test.app.db, code, is_json, &mut out).map(|()| String::from_utf8(out).unwrap())
    };
    let words = shown(&code.to_lowercase(), false).unwrap();
    assert!(
        words.starts_with(&format!("{code}, received 2026-11-20 15:00 UTC\n")),
        "{words}"
    );
    assert!(words.contains("  request: matched ("), "{words}");
    let message = "  link by sms: sent 2026-11-20 15:00 UTC, undelivered (landline), tries: 1\n";
    assert!(words.ends_with(message), "{words}");
    let json: Value = serde_json::from_str(&shown(&code, true).unwrap()).unwrap();
    assert_eq!(json["requests"][0]["messages"][0]["failure"], "landline");
    for personal in ["Zo", "Example", "5550142", "1988"] {
        assert!(
            !words.contains(personal) && !json.to_string().contains(personal),
            "{personal}"
        );
    }
    assert!(shown("ZZZZ", false).unwrap_err().to_string().contains("30 days"));
}
