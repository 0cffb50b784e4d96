//! What the demo keeps to this machine: it shows every message to everyone who reaches it.

use reqwest::Response;
use serde_json::json;

use crate::helpers::database::TestDatabase;
use crate::helpers::process::{Process, command};
use crate::helpers::{code, settings};

const SOMEBODY: &str = "sender,patient_id,reported_at,first_name,last_name,birth_date,gender\n\
    EXAMPLE CLINIC,P-1,2026-11-01T08:00:00Z,Ada,Realname,1990-01-02,female\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_refuses_a_registry_of_other_people() {
    let database = TestDatabase::new();
    let settings = settings(&database.url);
    // The sample's own people are no reason: a demo whose data are kept starts again.
    for _ in 0..2 {
        let process = Process::serve(&settings, &["--no-worker"]).await;
        assert!(process.stop().ended_well);
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.csv");
    std::fs::write(&file, SOMEBODY).unwrap();
    let imported = command(&settings, &["registry", "import", file.to_str().unwrap()]).output();
    let imported = imported.unwrap();
    assert!(
        imported.status.success(),
        "{}",
        String::from_utf8_lossy(&imported.stderr)
    );
    let output = command(&settings, &["serve", "--demo"]).output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        words.contains("not the sample's") && !words.contains("Realname"),
        "{words}"
    );
}

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
