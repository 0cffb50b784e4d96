//! `POST /api/v1/links/revoke`, and what the record says of earlier openings.

use backend::clock::Clock;
use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::helpers::forms::{PIN, zoe};
use crate::helpers::{TestApp, code, cookie_of};

const PATH: &str = "/api/v1/links/revoke";

async fn revoke(test: &TestApp, token: &str) -> StatusCode {
    test.post(PATH, &json!({"token": token})).await.status()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_link_opens_nothing_and_its_sessions_end() {
    let test = TestApp::start();
    let (token, other) = (test.link_for(&zoe()).await, test.link_for(&zoe()).await);
    let cookie = cookie_of(&test.unlock(&token, PIN).await);
    assert_eq!(test.get_with("/api/v1/record", &cookie).await.status(), 200);

    assert_eq!(revoke(&test, &token).await, StatusCode::NO_CONTENT);
    let session = test.get_with("/api/v1/record", &cookie).await;
    assert_eq!(code(session).await, (401, "session-required".into()));
    for pin in [PIN, "9999"] {
        let answer = test.unlock(&token, pin).await;
        assert_eq!(code(answer).await, (410, "link-expired".into()));
    }
    assert_eq!(test.count("access_link WHERE revoked_at IS NOT NULL").await, 1);
    assert_eq!(test.count("access_link_patient").await, 1, "the other link's");
    assert_eq!(test.unlock(&other, PIN).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_does_not_tell_whether_there_was_a_link() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    let lower_case = token.to_lowercase();
    for token in [
        "0123456789ABCDEFGHJKMNPQRS",
        lower_case.as_str(),
        "",
        &token,
        &token,
    ] {
        assert_eq!(revoke(&test, token).await, StatusCode::NO_CONTENT, "{token}");
    }
    let without = test.post(PATH, &json!({})).await;
    assert_eq!(code(without).await, (400, "malformed-json".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_says_how_often_its_link_was_opened_and_when_before() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    let openings = async || {
        let answer = test.unlock(&token, PIN).await;
        let cookie = cookie_of(&answer);
        let opened: Value = answer.json().await.unwrap();
        let again = test.get_with("/api/v1/record", &cookie).await;
        let reloaded: Value = again.json().await.unwrap();
        assert_eq!(opened["openings"], reloaded["openings"], "a reload is no opening");
        opened["openings"].clone()
    };
    assert_eq!(openings().await, json!({"count": 1}));
    let first = test.clock.now();
    test.clock.advance(TimeDelta::hours(2));
    assert_eq!(test.unlock(&token, "9999").await.status(), 403, "no opening");
    let expected = first.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    assert_eq!(openings().await, json!({"count": 2, "previous_at": expected}));
}
