//! Canaries: the test enters unique strings and then searches for them in all output of the process.

use reqwest::Method;
use serde_json::{Value, json};

use crate::helpers::database::TestDatabase;
use crate::helpers::forms::{ruth, with};
use crate::helpers::gateways::{self, Gateway, MAIL_PASSWORD, TOKEN};
use crate::helpers::process::{Process, Written, outbox};
use crate::helpers::{settings, token_in};

const CANARIES: [&str; 5] = ["Quillonza", "Brackmoor", "1983-07-19", "5550187", "555-0187"];
/// Four digits also occur in a time or a request id by chance, so this one is searched as a whole word.
const PIN: &str = "7294";

fn canary() -> Value {
    json!({
        "first_name": "Quillonza", "last_name": "Brackmoor", "birth_date": "1983-07-19", "gender": "female",
        "phone": "617-555-0187", "pin": PIN, "locale": "en"
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_a_whole_run_at_trace_level_names_nobody() {
    let database = TestDatabase::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outbox.jsonl");
    let mut settings = settings(&database.url);
    settings.insert("MYVAX_OUTBOX_FILE".into(), file.display().to_string());
    settings.insert("MYVAX_LOG".into(), "trace".into());
    let process = Process::serve(&settings, &[]).await;

    // An unknown person, a broken form, and a person who is found.
    assert_eq!(process.submit(&canary()).await, 202);
    assert_eq!(
        process.submit(&with(&canary(), &json!({"pin": "1234"}))).await,
        422
    );
    let found = with(&ruth(), &json!({"pin": PIN}));
    assert_eq!(process.submit(&found).await, 202);
    process
        .until("both messages are sent", async |_| outbox(&file).len() == 2)
        .await;
    let token = outbox(&file)
        .iter()
        .find_map(|message| token_in(&message.text))
        .unwrap();

    let unlock = format!("{}/api/v1/unlock", process.url);
    for pin in ["7295", PIN] {
        process
            .client
            .post(&unlock)
            .json(&json!({"token": token, "pin": pin}))
            .send()
            .await
            .unwrap();
    }
    // Values that a careless person or a scanner puts into a method, a path, a query or a header.
    let odd = format!("{}/open/{token}?name=Quillonza&pin={PIN}", process.url);
    let method = Method::from_bytes(b"Quillonza").unwrap();
    for path in [&odd, &unlock] {
        let request = process.client.request(method.clone(), path);
        assert_eq!(request.send().await.unwrap().status(), 405);
    }
    process
        .client
        .get(&odd)
        .header("user-agent", "Brackmoor")
        .header("cookie", "lang=Quillonza")
        .send()
        .await
        .unwrap();
    process
        .client
        .post(&unlock)
        .header("content-type", "application/json")
        .body("{\"pin\": Quillonza")
        .send()
        .await
        .unwrap();

    let Written {
        ended_well,
        logged: written,
        ..
    } = process.stop();
    assert!(
        ended_well && written.contains("/api/v1/unlock"),
        "the log is there: {written}"
    );
    for secret in CANARIES
        .iter()
        .copied()
        .chain(["Winters", "5550118", "1944-01-31", token.as_str()])
    {
        assert!(!written.contains(secret), "{secret} is in the log");
    }
    let mut words = written.split(|c: char| !c.is_alphanumeric());
    assert!(!words.any(|word| word == PIN), "the PIN is in the log: {written}");
}

/// Both gateways fail and answer with the addresses in their texts, and one message of each arrives.
#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_a_service_with_gateways_names_nobody() {
    let (mail, texts, database) = (Gateway::mail(&[]), Gateway::texts(), TestDatabase::new());
    let mut settings = gateways::settings(&database.url, &mail, &texts);
    settings.insert("MYVAX_LOG".into(), "trace".into());
    let process = Process::portal(&settings, &[]).await;
    let mailed = |address: &str| {
        let mut form = with(&canary(), &json!({"email": address}));
        form.as_object_mut().unwrap().remove("phone");
        form
    };
    texts
        .behave("+16175550188", &json!({"how": "refuse", "code": 21614}))
        .await;
    for form in [
        canary(),
        with(&canary(), &json!({"phone": "617-555-0188"})),
        mailed("quillonza@example.org"),
        mailed("unknown-brackmoor@example.org"),
        mailed("spam-brackmoor@example.org"),
    ] {
        assert_eq!(process.submit(&form).await, 202);
    }
    process
        .until("every message is sent or refused", async |_| {
            texts.log().len() == 2 && mail.log().len() == 2
        })
        .await;
    let written = process.stop().logged;
    assert!(
        written.contains("landline") && written.contains("answered 554"),
        "{written}"
    );
    let personal = ["5550188", "quillonza", "brackmoor", "example.org>"];
    let secrets = [TOKEN, "mail password/1", MAIL_PASSWORD];
    for secret in CANARIES.iter().chain(&personal).chain(&secrets) {
        assert!(!written.contains(secret), "{secret} is in the log");
    }
}
