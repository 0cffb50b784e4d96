//! The service outside the demo as an operator runs it: from the form to the record, by e-mail and by text. On PostgreSQL
//! the portal and the worker are two processes.

use std::collections::BTreeMap;

use mail_parser::MessageParser;
use serde_json::{Value, json};

use crate::helpers::database::{TestDatabase, is_postgres};
use crate::helpers::forms::{PIN, ruth, with, zoe};
use crate::helpers::gateways::{self, Gateway, TOKEN};
use crate::helpers::process::{Process, command};
use crate::helpers::token_in;

const SAMPLE: [&str; 3] = ["adults.hl7", "families.hl7", "special.hl7"];

fn import_the_sample(settings: &BTreeMap<String, String>) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample");
    let files = SAMPLE.map(|name| format!("{folder}/{name}"));
    let files = files.each_ref().map(String::as_str);
    let imported = command(settings, &[&["registry", "import"], files.as_slice()].concat()).output();
    assert!(imported.unwrap().status.success());
}

/// The portal with its worker: one process on SQLite, two on PostgreSQL.
async fn start(settings: &BTreeMap<String, String>) -> (Process, Option<Process>) {
    if is_postgres() {
        let portal = Process::portal(settings, &["--no-worker"]).await;
        (portal, Some(Process::worker(settings)))
    } else {
        (Process::portal(settings, &[]).await, None)
    }
}

/// The plain text of an e-mail that the mail server received.
fn text_of(email: &Value) -> String {
    let raw = email["raw"].as_str().unwrap();
    let raw: Vec<u8> = raw.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let message = MessageParser::default().parse(&raw).unwrap();
    message.body_text(0).unwrap().into_owned()
}

async fn record_behind(portal: &Process, message: &str) -> Value {
    let body = json!({"token": token_in(message).unwrap(), "pin": PIN});
    let url = format!("{}/api/v1/unlock", portal.url);
    let answer = portal.client.post(url).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_becomes_a_record_by_email_and_by_text() {
    let (mail, texts, database) = (Gateway::mail(&[]), Gateway::texts(), TestDatabase::new());
    let settings = gateways::settings(&database.url, &mail, &texts);
    import_the_sample(&settings);
    let (portal, worker) = start(&settings).await;

    let mut by_email = with(&zoe(), &json!({"email": "zoe@example.org"}));
    by_email.as_object_mut().unwrap().remove("phone");
    assert_eq!(portal.submit(&by_email).await, 202);
    assert_eq!(portal.submit(&ruth()).await, 202);
    let both_are_sent = async |_: &Process| mail.log().len() == 1 && texts.log().len() == 1;
    portal.until("an e-mail and a text are sent", both_are_sent).await;

    let email = text_of(&mail.log()[0]);
    let text = texts.log()[0]["Body"].as_str().unwrap().to_owned();
    let name = |record: Value| record["record"]["patient"]["name"].as_str().unwrap().to_owned();
    assert_eq!(name(record_behind(&portal, &email).await), "Zoë M Example");
    assert_eq!(name(record_behind(&portal, &text).await), "Ruth Winters");

    let worker = worker.map(Process::stop);
    assert!(worker.is_none_or(|written| written.ended_well));
    assert!(portal.stop().ended_well);
    assert_eq!(
        (mail.log().len(), texts.log().len()),
        (1, 1),
        "each was sent once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_token_is_read_again_without_a_restart() {
    let (mail, texts, database) = (Gateway::mail(&[]), Gateway::texts(), TestDatabase::new());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "wrong").unwrap();
    let mut settings = gateways::settings(&database.url, &mail, &texts);
    settings.remove("MYVAX_SMS_TOKEN");
    settings.insert("MYVAX_SMS_TOKEN_FILE".to_owned(), file.display().to_string());
    import_the_sample(&settings);
    let portal = Process::portal(&settings, &[]).await;
    assert_eq!(portal.submit(&ruth()).await, 202);
    std::fs::write(&file, TOKEN).unwrap();
    portal.signal("-HUP");
    let is_sent = async |_: &Process| texts.log().len() == 1;
    portal.until("the text is sent", is_sent).await;
    let written = portal.stop();
    assert!(written.ended_well);
    assert!(
        written.logged.contains("the secrets were read again"),
        "{}",
        written.logged
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_without_a_gateway_is_off() {
    let (mail, texts, database) = (Gateway::mail(&[]), Gateway::texts(), TestDatabase::new());
    let mut settings = gateways::settings(&database.url, &mail, &texts);
    settings.retain(|name, _| !name.starts_with("MYVAX_SMS_"));
    let portal = Process::portal(&settings, &[]).await;
    let url = format!("{}/api/v1/portal", portal.url);
    let answer: Value = portal.client.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["channels"], json!({"sms": "off", "email": "on"}));
    assert_eq!(portal.submit(&zoe()).await, 422, "the form has no phone");
    assert!(portal.stop().ended_well);
}

#[test]
fn without_any_gateway_the_service_says_what_to_set() {
    let (mail, texts, database) = (Gateway::mail(&[]), Gateway::texts(), TestDatabase::new());
    let mut settings = gateways::settings(&database.url, &mail, &texts);
    settings.retain(|name, _| !name.starts_with("MYVAX_SMS_") && !name.starts_with("MYVAX_SMTP_"));
    settings.remove("MYVAX_MAIL_FROM");
    for arguments in [["serve"].as_slice(), &["work"], &["config", "check"]] {
        let output = command(&settings, arguments).output().unwrap();
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{arguments:?}");
        assert!(
            words.contains("MYVAX_SMTP_URL") && words.contains("MYVAX_SMS_URL"),
            "{words}"
        );
    }
}
