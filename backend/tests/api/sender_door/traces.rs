//! The whole process: the setting, the commands, and the log about senders and patients.

use std::collections::BTreeMap;

use crate::helpers::database::TestDatabase;
use crate::helpers::process::{Process, command, free_port};
use crate::helpers::settings;

use super::{ENVELOPE_12, envelope, message, submit_2011};

fn run(settings: &BTreeMap<String, String>, arguments: &[&str]) -> String {
    let output = command(settings, arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_at_trace_level_names_neither_patients_nor_passwords() {
    let database = TestDatabase::new();
    let address = format!("127.0.0.1:{}", free_port());
    let mut settings = settings(&database.url);
    settings.insert("MYVAX_LOG".into(), "trace".into());
    settings.insert("MYVAX_REGISTRY_LISTEN".into(), address.clone());
    let process = Process::serve(&settings, &[]).await;
    let printed = run(&settings, &["senders", "add", "clinic", "--facility", "CLINIC"]);
    let password = printed.trim();

    let good = message("CLINIC", "T-1");
    let post = async |kind: &str, body: String| {
        let url = format!("http://{address}/registry/hl7v2");
        let request = process.client.post(url).header("content-type", kind).body(body);
        request
            .basic_auth("clinic", Some(password))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    };
    let soap = |name: &str, password: &str, text: &str| {
        envelope(ENVELOPE_12, &submit_2011(name, password, "", text))
    };
    let kind = "application/soap+xml";
    assert!(
        post(kind, soap("clinic", password, &good))
            .await
            .contains("MSA|AA")
    );
    post(kind, soap("Pastedpassword", "Otherpassword", &good)).await;
    post(
        kind,
        soap(
            "clinic",
            password,
            &good.replace("|EHR|CLINIC|", "|EHR|HOSPITAL|"),
        ),
    )
    .await;
    post(
        kind,
        soap("clinic", password, &good.replace("|19900102|", "|Doorly|")),
    )
    .await;
    post(kind, soap("clinic", password, &good).replace("</username>", "")).await;
    post("application/hl7-v2", good.clone()).await;
    post("application/hl7-v2", good.replace("RXA|", "RXA|Doorly|")).await;
    let odd = format!("http://{address}/registry/hl7v2?name=Doorly&wsdl={password}");
    process.client.get(odd).send().await.unwrap();

    let counted = run(&settings, &["registry", "count", "--json"]);
    assert!(counted.contains("\"patients\":42"), "{counted}");
    let written = process.stop();
    let log = written.logged;
    assert!(
        written.ended_well && log.contains("/registry/hl7v2") && log.contains("refused"),
        "{log}"
    );
    for secret in [
        "Doorly",
        "Dana",
        "19900102",
        "5550177",
        password,
        "Pastedpassword",
        "Otherpassword",
    ] {
        assert!(
            !log.contains(secret) && !written.printed.contains(secret),
            "{secret} is in the log"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_setting_nobody_listens() {
    let database = TestDatabase::new();
    let process = Process::serve(&settings(&database.url), &[]).await;
    let written = process.stop();
    assert!(
        written.ended_well && !written.logged.contains("serving senders"),
        "{}",
        written.logged
    );
}

#[test]
fn a_busy_address_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let database = TestDatabase::new();
    let mut settings = settings(&database.url);
    settings.insert(
        "MYVAX_REGISTRY_LISTEN".into(),
        taken.local_addr().unwrap().to_string(),
    );
    let output = command(&settings, &["serve", "--demo"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("MYVAX_REGISTRY_LISTEN"));
}
