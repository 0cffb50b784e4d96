//! What the contacts that a sender reports open: reports of every sender about the person, or the sender's own only.

use backend::commands::senders::{self, Links};
use serde_json::json;

use super::{Door, message};
use crate::helpers::forms::PIN;

const OWN_PHONE: &str = "617-555-0178";
const KNOWN_PHONE: &str = "617-555-0177";

/// A clinic has reported a COVID-19 dose of Dana. Another sender, with this kind of account, reports her influenza dose
/// with the phone that the clinic knows and one more phone.
async fn reported_by_two(links: Links) -> Door {
    let door = Door::open();
    let covid = message("CLINIC", "A-1").replace("140^Influenza", "300^Bivalent");
    assert!(is_accepted(door.send(covid).await).await);
    let facilities = ["SECOND".to_owned(), "THIRD".to_owned()];
    let password = door.command(|tools| senders::add(tools, "second", &facilities, links));
    let two_phones = "^PRN^CP^^^617^5550177~^PRN^CP^^^617^5550178";
    let report = message("SECOND", "B-1")
        .replace("^CLINIC", "^SECOND")
        .replace("^PRN^CP^^^617^5550177", two_phones);
    for text in [
        report.clone(),
        report.replace("SECOND", "THIRD").replace("20250301", "20240301"),
    ] {
        let call = door
            .post("application/hl7-v2")
            .basic_auth("second", Some(&password));
        assert!(is_accepted(call.body(text).send().await.unwrap()).await);
    }
    door
}

async fn is_accepted(answer: reqwest::Response) -> bool {
    answer.text().await.unwrap().contains("MSA|AA")
}

/// The vaccine codes of the record that Dana opens with this phone, and the number of her cards.
async fn opened_with(door: &Door, phone: &str) -> (Vec<String>, usize) {
    let form = json!({
        "first_name": "Dana", "last_name": "Doorly", "birth_date": "1990-01-02", "gender": "female",
        "phone": phone, "pin": PIN, "locale": "en"
    });
    let (opened, _) = door.test.opened(&form).await;
    let doses = opened["record"]["immunizations"].as_array().unwrap();
    let mut codes: Vec<_> = doses
        .iter()
        .map(|dose| dose["cvx"].as_str().unwrap().to_owned())
        .collect();
    codes.sort();
    let cards = opened["health_cards"].as_array().map_or(0, Vec::len);
    (codes, cards)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_opens_the_reports_of_every_sender() {
    let door = reported_by_two(Links::All).await;
    for phone in [OWN_PHONE, KNOWN_PHONE] {
        let (codes, cards) = opened_with(&door, phone).await;
        assert_eq!(
            (codes, cards),
            (vec!["140".into(), "140".into(), "300".into()], 1),
            "{phone}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_of_an_account_linked_to_its_own_opens_only_what_it_reported() {
    let door = reported_by_two(Links::Own).await;
    let (codes, cards) = opened_with(&door, OWN_PHONE).await;
    assert_eq!((codes, cards), (vec!["140".into(), "140".into()], 0));
    let (codes, cards) = opened_with(&door, KNOWN_PHONE).await;
    assert_eq!(
        (codes, cards),
        (vec!["140".into(), "140".into(), "300".into()], 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_limited_to_its_own_reports_at_the_next_request() {
    let door = reported_by_two(Links::All).await;
    assert_eq!(opened_with(&door, OWN_PHONE).await.0.len(), 3);
    door.command(|tools| senders::change(tools, "second", &[], Some(Links::Own)));
    assert_eq!(opened_with(&door, OWN_PHONE).await.0.len(), 2);
    door.command(|tools| senders::change(tools, "second", &[], Some(Links::All)));
    assert_eq!(opened_with(&door, OWN_PHONE).await.0.len(), 3);
}
