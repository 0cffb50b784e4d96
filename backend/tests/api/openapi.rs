//! `GET /api/openapi.json`: served, committed, and the two are one.

use crate::helpers::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn the_committed_description_is_the_served_one() {
    let test = TestApp::start();
    let served = test.get("/api/openapi.json").await.text().await.unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");
    if std::env::var_os("MYVAX_WRITE_OPENAPI").is_some() {
        std::fs::write(path, &served).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        served == committed,
        "docs/openapi.json is not what the code says; write it anew with MYVAX_WRITE_OPENAPI=1 cargo test -p backend --test api openapi"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_names_every_call() {
    let test = TestApp::start();
    let served: serde_json::Value = test.get("/api/openapi.json").await.json().await.unwrap();
    assert_eq!(served["openapi"], "3.1.0");
    for path in [
        "/api/v1/portal",
        "/api/v1/bot-challenge",
        "/api/v1/access-requests",
        "/api/v1/unlock",
        "/api/v1/record",
        "/api/v1/record/health-card/{n}",
        "/api/v1/lock",
        "/.well-known/jwks.json",
    ] {
        assert!(served["paths"][path].is_object(), "{path}");
    }
}
