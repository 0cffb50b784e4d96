//! `POST /api/v1/access-requests`: accepted and rejected forms. A rejected form leaves no data behind.

use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::helpers::forms::{nobody, with, zoe};
use crate::helpers::{TestApp, code};

const PATH: &str = "/api/v1/access-requests";

#[tokio::test(flavor = "multi_thread")]
async fn a_right_form_is_accepted_with_a_request_code() {
    let test = TestApp::start();
    let response = test.submit(&zoe()).await;
    assert_eq!(response.status(), StatusCode::ACCEPTED);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["link_valid_hours"], 24);
    let code = body["request_code"].as_str().unwrap();
    assert_eq!(code.len(), 4);
    assert!(
        code.bytes()
            .all(|b| b"0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains(&b))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_problem_comes_at_once_and_by_name() {
    let test = TestApp::start();
    let response = test
        .submit(&json!({"email": "zoe@", "phone": "617 555 0142", "gender": "queen", "pin": "1234"}))
        .await;
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["code"], "invalid-fields");
    assert_eq!(
        body["fields"],
        json!([
            {"field": "first_name", "problem": "first-name-missing"},
            {"field": "last_name", "problem": "last-name-missing"},
            {"field": "birth_date", "problem": "birth-date-missing"},
            {"field": "gender", "problem": "gender-missing"},
            {"field": "email", "problem": "contact-twice"},
            {"field": "pin", "problem": "pin-is-a-run"},
        ])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_problem_does_not_use_the_proof_up() {
    let test = TestApp::start();
    let proof = test.proof().await;
    let weak = with(&zoe(), &json!({"pin": "1111", "bot_proof": proof}));
    assert_eq!(
        code(test.post(PATH, &weak).await).await,
        (422, "invalid-fields".into())
    );
    let mended = with(&zoe(), &json!({"bot_proof": proof}));
    assert_eq!(test.post(PATH, &mended).await.status(), StatusCode::ACCEPTED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_counts_once() {
    let test = TestApp::start();
    let form = with(&zoe(), &json!({"bot_proof": test.proof().await}));
    assert_eq!(test.post(PATH, &form).await.status(), StatusCode::ACCEPTED);
    assert_eq!(
        code(test.post(PATH, &form).await).await,
        (403, "bot-check-failed".into())
    );
    test.work().await;
    assert_eq!(test.inbox().len(), 1, "the replayed request was not stored");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_replayed_side_by_side_counts_once() {
    let test = TestApp::start();
    let form = with(&zoe(), &json!({"bot_proof": test.proof().await}));
    let answers = futures_util::future::join_all((0..12).map(|_| test.post(PATH, &form))).await;
    let accepted = answers
        .iter()
        .filter(|answer| answer.status() == StatusCode::ACCEPTED)
        .count();
    assert_eq!(accepted, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_forged_or_expired_proof_is_refused() {
    let test = TestApp::start();
    let refused = (403, "bot-check-failed".to_owned());
    assert_eq!(code(test.post(PATH, &zoe()).await).await, refused);
    for forged in ["", "bm9uc2Vuc2U=", "eyJhbGdvcml0aG0iOiJTSEEtMjU2In0="] {
        let form = with(&zoe(), &json!({"bot_proof": forged}));
        assert_eq!(code(test.post(PATH, &form).await).await, refused);
    }
    let form = with(&zoe(), &json!({"bot_proof": test.proof().await}));
    test.clock.advance(TimeDelta::minutes(20));
    assert_eq!(code(test.post(PATH, &form).await).await, refused);
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_json_and_wrong_types_are_malformed() {
    let test = TestApp::start();
    let deep = "[".repeat(10_000);
    for body in [
        "",
        "{",
        "[]x",
        "null",
        "\"text\"",
        r#"{"first_name": 7}"#,
        r#"{"pin": ["2","5"]}"#,
        deep.as_str(),
        "\u{0}",
    ] {
        let response = test
            .client
            .post(format!("{}{PATH}", test.url))
            .header("content-type", "application/json")
            .body(body.to_owned())
            .send()
            .await
            .unwrap();
        assert_eq!(code(response).await, (400, "malformed-json".into()), "{body:.20}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_content_type_is_refused() {
    let test = TestApp::start();
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "",
    ] {
        let response = test
            .client
            .post(format!("{}{PATH}", test.url))
            .header("content-type", content_type)
            .body(zoe().to_string())
            .send()
            .await
            .unwrap();
        assert_eq!(
            code(response).await,
            (415, "unsupported-media-type".into()),
            "{content_type}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_16_kib_is_too_large_declared_or_not() {
    let test = TestApp::start();
    let large = with(&zoe(), &json!({"first_name": "a".repeat(17_000)})).to_string();
    let request = || {
        test.client
            .post(format!("{}{PATH}", test.url))
            .header("content-type", "application/json")
    };
    assert_eq!(
        code(request().body(large.clone()).send().await.unwrap()).await,
        (413, "too-large".into())
    );
    let chunks = futures_util::stream::iter(
        large
            .into_bytes()
            .chunks(1000)
            .map(|c| Ok::<_, std::io::Error>(c.to_vec()))
            .collect::<Vec<_>>(),
    );
    let streamed = request()
        .body(reqwest::Body::wrap_stream(chunks))
        .send()
        .await
        .unwrap();
    assert_eq!(code(streamed).await, (413, "too-large".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_from_another_site_is_refused() {
    let test = TestApp::start();
    let send = async |name: &str, value: &str| {
        let form = with(&zoe(), &json!({"bot_proof": test.proof().await}));
        test.client
            .post(format!("{}{PATH}", test.url))
            .header(name, value)
            .json(&form)
            .send()
            .await
            .unwrap()
    };
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example.org"),
        ("origin", "null"),
    ] {
        assert_eq!(
            code(send(name, value).await).await,
            (403, "cross-site".into()),
            "{name}: {value}"
        );
    }
    for (name, value) in [
        ("sec-fetch-site", "same-origin"),
        ("origin", "https://vax.example.org"),
        ("origin", "http://localhost:8080"),
    ] {
        assert_eq!(
            send(name, value).await.status(),
            StatusCode::ACCEPTED,
            "{name}: {value}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_message_speaks_the_language_of_the_form() {
    let test = TestApp::start();
    for (asked, spoken) in [("ar", "ar"), ("fr-CA", "fr"), ("tlh", "en")] {
        test.submit(&with(&nobody(), &json!({"locale": asked}))).await;
        test.work().await;
        assert_eq!(test.inbox()[0].locale, spoken);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_are_not_allowed() {
    let test = TestApp::start();
    assert_eq!(
        code(test.get(PATH).await).await,
        (405, "method-not-allowed".into())
    );
}
