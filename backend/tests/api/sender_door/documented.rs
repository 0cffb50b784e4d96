//! Sends the examples of `docs/registry.md`.

use backend::commands::senders::{self, Links};

use super::Door;

const GUIDE: &str = include_str!("../../../../docs/registry.md");

/// The first block of code of this language.
fn block(language: &str) -> &'static str {
    let begin = format!("```{language}\n");
    let (_, rest) = GUIDE.split_once(&begin).expect("the guide has such a block");
    rest.split_once("```").expect("the block ends").0
}

fn example_clinic() -> Door {
    let door = Door::open();
    let facilities = ["EXAMPLE CLINIC".to_owned()];
    let password = door.command(|tools| senders::add(tools, "example-clinic", &facilities, Links::All));
    Door { password, ..door }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_message_in_the_guide_is_taken_in_without_a_remark() {
    let door = example_clinic();
    let before = door.patients().await;
    let response = door
        .post("application/hl7-v2")
        .basic_auth("example-clinic", Some(&door.password))
        .body(block("hl7"))
        .send()
        .await
        .unwrap();
    let acknowledgment = response.text().await.unwrap();
    assert!(
        acknowledgment.ends_with("MSA|AA|EC-20261102-0001\r"),
        "{acknowledgment}"
    );
    let header = acknowledgment.split('\r').next().unwrap();
    let shown = GUIDE.lines().find(|line| line.contains("|ACK^V04^ACK|")).unwrap();
    let without_time_and_id = |header: &str| {
        let mut fields: Vec<_> = header.split('|').map(str::to_owned).collect();
        fields[6].clear();
        fields[9].clear();
        fields
    };
    assert_eq!(without_time_and_id(header), without_time_and_id(shown));
    assert_eq!(door.patients().await, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn so_is_the_envelope() {
    let door = example_clinic();
    let before = door.patients().await;
    let envelope = block("xml").replace("YOUR-PASSWORD", &door.password);
    let response = door
        .post("application/soap+xml; charset=utf-8")
        .body(envelope)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    let answer = response.text().await.unwrap();
    assert!(
        answer.contains("MSA|AA|EC-20261103-0002&#xD;</return>"),
        "{answer}"
    );
    assert_eq!(door.patients().await, before + 1);
}
