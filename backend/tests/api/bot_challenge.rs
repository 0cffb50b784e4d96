//! `GET /api/v1/bot-challenge`.

use serde_json::Value;

use crate::helpers::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_challenge_follows_the_altcha_protocol() {
    let test = TestApp::start();
    let challenge: Value = test.get("/api/v1/bot-challenge").await.json().await.unwrap();
    assert_eq!(challenge["algorithm"], "SHA-256");
    assert_eq!(challenge["maxnumber"], 100);
    assert_eq!(challenge["challenge"].as_str().unwrap().len(), 64);
    assert_eq!(challenge["signature"].as_str().unwrap().len(), 64);
    // 2026-11-20 15:20 UTC, twenty minutes from now.
    assert!(
        challenge["salt"]
            .as_str()
            .unwrap()
            .ends_with("?expires=1795188000&"),
        "{challenge}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn each_challenge_is_new() {
    let test = TestApp::start();
    let one: Value = test.get("/api/v1/bot-challenge").await.json().await.unwrap();
    let two: Value = test.get("/api/v1/bot-challenge").await.json().await.unwrap();
    assert_ne!(one["challenge"], two["challenge"]);
}
