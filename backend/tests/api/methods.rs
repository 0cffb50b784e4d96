//! The answer to another method on a path (RFC 9110 section 15.5.6).

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use backend::api::operations::Readiness;
use backend::server::serve_operations;
use reqwest::{Method, Response};

use crate::helpers::listeners::listener;
use crate::helpers::{TestApp, code};

async fn ask(test: &TestApp, method: &Method, url: &str) -> Response {
    test.client.request(method.clone(), url).send().await.unwrap()
}

async fn is_refused_with(test: &TestApp, (method, url): (&Method, &str), allowed: &str) {
    let response = ask(test, method, url).await;
    assert_eq!(response.headers()["allow"], allowed, "{method} {url}");
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(
        code(response).await,
        (405, "method-not-allowed".into()),
        "{method} {url}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_says_which_method_it_takes() {
    let test = TestApp::start();
    for (path, allowed) in [
        ("/api/openapi.json", "GET"),
        ("/api/v1/portal", "GET"),
        ("/api/v1/bot-challenge", "GET"),
        ("/api/v1/access-requests", "POST"),
        ("/api/v1/unlock", "POST"),
        ("/api/v1/links/revoke", "POST"),
        ("/api/v1/record", "GET"),
        ("/api/v1/record/health-card/0", "GET"),
        ("/api/v1/lock", "POST"),
        ("/api/v1/demo/inbox", "GET"),
        ("/.well-known/jwks.json", "GET"),
        ("/request", "GET, HEAD"),
    ] {
        let url = format!("{}{path}", test.url);
        for method in [Method::PUT, Method::DELETE, Method::OPTIONS] {
            is_refused_with(&test, (&method, &url), allowed).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operations_listener_says_so_too() {
    let test = TestApp::start();
    let (listener, address) = listener();
    let url = format!("http://{address}");
    let readiness = Readiness {
        app: Arc::clone(&test.app),
        is_serving: Arc::new(AtomicBool::new(true)),
        watch: None,
    };
    tokio::spawn(serve_operations(readiness, listener).unwrap());
    for path in ["/health/live", "/health/ready"] {
        let url = format!("{url}{path}");
        assert_eq!(ask(&test, &Method::GET, &url).await.status(), 200);
        is_refused_with(&test, (&Method::POST, &url), "GET").await;
    }
}
