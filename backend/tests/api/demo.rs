//! What the demo keeps to this machine: it shows every message to everyone who reaches it.

use reqwest::Response;
use serde_json::json;

use crate::helpers::database::TestDatabase;
use crate::helpers::process::Process;
use crate::helpers::{code, settings};

async fn inbox_as(process: &Process, host: &str) -> Response {
    let url = format!("{}/api/v1/demo/inbox", process.url);
    process.client.get(url).header("host", host).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_answers_only_names_of_this_machine() {
    let database = TestDatabase::new();
    let process = Process::serve(&settings(&database.url), &["--no-worker"]).await;
    for host in ["127.0.0.1:8080", "localhost", "[::1]:8080"] {
        assert_eq!(inbox_as(&process, host).await.status(), 200, "{host}");
    }
    for host in ["rebound.example.org", "127.0.0.1.example.org", "192.0.2.7:8080"] {
        let answer = inbox_as(&process, host).await;
        assert_eq!(code(answer).await, (404, "not-found".into()), "{host}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_comes_from_a_page_of_this_machine() {
    let database = TestDatabase::new();
    let process = Process::serve(&settings(&database.url), &["--no-worker"]).await;
    let unlock = async |origin: &str| {
        let url = format!("{}/api/v1/unlock", process.url);
        let call = process.client.post(url).header("origin", origin);
        let body = json!({"token": "0", "pin": "7294"});
        call.json(&body).send().await.unwrap().status().as_u16()
    };
    for origin in ["http://localhost:3000", "http://127.0.0.1", "http://[::1]:8080"] {
        assert_eq!(unlock(origin).await, 404, "{origin}");
    }
    for origin in [
        "http://127.0.0.1:1@evil.example.org",
        "http://localhost:1.evil.example.org",
        "https://localhost:8080",
        "null",
    ] {
        assert_eq!(unlock(origin).await, 403, "{origin}");
    }
}
