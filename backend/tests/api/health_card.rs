//! `GET /api/v1/record/health-card/{n}`: the file and its content.

use reqwest::StatusCode;
use serde_json::{Value, json};
use shared::health_card::JWS_MAX_CHARS;

use crate::helpers::forms::{ruth, with, zoe};
use crate::helpers::{TestApp, code};

#[tokio::test(flavor = "multi_thread")]
async fn the_file_holds_the_card_of_the_record() {
    let test = TestApp::start();
    let (opened, cookie) = test.opened(&zoe()).await;
    let response = test.get_with("/api/v1/record/health-card/0", &cookie).await;
    assert_eq!(
        response.headers()["content-type"],
        "application/smart-health-card"
    );
    assert_eq!(
        response.headers()["content-disposition"],
        "attachment; filename=\"covid-19.smart-health-card\""
    );
    assert_eq!(response.headers()["cache-control"], "no-store");
    let file: Value = response.json().await.unwrap();
    let jws = file["verifiableCredential"][0].as_str().unwrap();
    assert_eq!(jws.split('.').count(), 3);
    // Each signature is new; the signed content is the same.
    assert_eq!(
        jws.split('.').nth(1),
        opened["health_cards"][0]["jws"]
            .as_str()
            .unwrap()
            .split('.')
            .nth(1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_is_not_there_is_not_found() {
    let test = TestApp::start();
    let (_, cookie) = test.opened(&zoe()).await;
    for n in ["1", "-1", "x", "99999999999999999999"] {
        assert_eq!(
            code(
                test.get_with(&format!("/api/v1/record/health-card/{n}"), &cookie)
                    .await
            )
            .await,
            (404, "not-found".into())
        );
    }
    assert_eq!(
        code(test.get("/api/v1/record/health-card/0").await).await,
        (401, "session-required".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn eighteen_doses_are_all_certified() {
    let test = TestApp::start();
    let (opened, _) = test.opened(&ruth()).await;
    let cards = opened["health_cards"].as_array().unwrap();
    let doses: u64 = cards.iter().map(|card| card["doses"].as_u64().unwrap()).sum();
    assert_eq!(doses, 18);
    for card in cards {
        assert!(card["jws"].as_str().unwrap().len() <= JWS_MAX_CHARS);
        assert!(card["qr_numeric"].as_str().unwrap().starts_with("shc:/"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_covid_dose_gets_no_empty_card() {
    let test = TestApp::start();
    let ivy = with(&zoe(), &json!({"first_name": "Ivy", "birth_date": "2025-03-21"}));
    let (opened, cookie) = test.opened(&ivy).await;
    assert_eq!(opened["health_cards"], json!([]));
    assert_eq!(
        test.get_with("/api/v1/record/health-card/0", &cookie)
            .await
            .status(),
        StatusCode::NOT_FOUND
    );
}
