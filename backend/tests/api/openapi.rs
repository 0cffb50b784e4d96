//! `GET /api/openapi.json`: the served description equals the committed one.

use std::collections::BTreeMap;

use serde_json::{Value, json};

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
        "docs/openapi.json differs from the code; write it again with MYVAX_WRITE_OPENAPI=1 cargo test -p backend --test api openapi"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_names_every_call() {
    let test = TestApp::start();
    let served: Value = test.get("/api/openapi.json").await.json().await.unwrap();
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

#[tokio::test(flavor = "multi_thread")]
async fn each_call_has_a_name_of_its_own_and_says_whether_it_needs_the_session() {
    let test = TestApp::start();
    let served: Value = test.get("/api/openapi.json").await.json().await.unwrap();
    let calls: BTreeMap<_, _> = served["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|methods| methods.as_object().unwrap().values())
        .map(|call| {
            (
                call["operationId"].as_str().unwrap(),
                call["security"].to_string(),
            )
        })
        .collect();
    let (open, session) = ("[{}]", r#"[{"session":[]}]"#);
    let wanted = [
        ("createBotChallenge", open),
        ("downloadHealthCard", session),
        ("lockSession", r#"[{},{"session":[]}]"#),
        ("readDemoInbox", open),
        ("readKeySet", open),
        ("readPortal", open),
        ("readRecord", session),
        ("revokeLink", open),
        ("reportSmsStatus", open),
        ("submitAccessRequest", open),
        ("unlockLink", open),
    ];
    assert_eq!(
        calls,
        wanted.map(|(name, security)| (name, security.to_owned())).into()
    );
    let scheme = &served["components"]["securitySchemes"]["session"];
    assert_eq!(
        (&scheme["type"], &scheme["in"], &scheme["name"]),
        (&json!("apiKey"), &json!("cookie"), &json!("__Host-myvax"))
    );
}
