//! `GET /.well-known/jwks.json`.

use serde_json::Value;

use crate::helpers::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn the_key_set_is_public_and_only_public() {
    let test = TestApp::start();
    let response = test.get("/.well-known/jwks.json").await;
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(response.headers()["cross-origin-resource-policy"], "cross-origin");
    let set: Value = response.json().await.unwrap();
    let key = set["keys"][0].as_object().unwrap();
    let mut members: Vec<_> = key.keys().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(members, ["alg", "crv", "kid", "kty", "use", "x", "y"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_the_key() {
    let test = TestApp::start();
    let before: Value = test.get("/.well-known/jwks.json").await.json().await.unwrap();
    let again = TestApp::start_on(test.crash().await);
    let after: Value = again.get("/.well-known/jwks.json").await.json().await.unwrap();
    assert_eq!(before, after);
}
