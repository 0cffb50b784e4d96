//! The whole way of a resident, from the form to the lock, and the linked records that must or must not be shown.
//! Everything here uses the registry's door, so it holds for every registry behind it.

use std::sync::Arc;

use async_trait::async_trait;
use backend::matching::Candidate;
use backend::record::{PatientId, ReportedPerson};
use backend::registry::{Registry, RegistryError};
use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};
use shared::access_request::AccessRequest;
use shared::message::MessageKind;

use crate::answers::reasons;
use crate::helpers::forms::{PIN, nobody, with, zoe};
use crate::helpers::memory_registry::NAMES_BEGIN;
use crate::helpers::{TestApp, code, cookie_of, token_in};

const PHONE: &str = "^PRN^CP^^^617^5550142";

/// A report of the county about Zoë; `more` are further segments.
fn county(sent_on: &str, more: &[&str]) -> String {
    let header = format!("MSH|^~\\&|EHR|COUNTY|||{sent_on}120000+0000||VXU^V04^VXU_V04|C1|P|2.5.1");
    let pid = format!("PID|1||C7^^^COUNTY^MR||Example^Zoë^^^^^L||19880229|F|||||{PHONE}");
    [header.as_str(), pid.as_str()]
        .iter()
        .chain(more)
        .fold(String::new(), |text, segment| text + segment + "\r")
}

/// HL7 table 0136 in PD1-12: the person is protected.
const PROTECTED: &str = "PD1|||||||||||02|Y";

fn person(first: &str, last: &str, born: &str, gender: &str, phone: &str) -> Value {
    json!({
        "first_name": first, "last_name": last, "birth_date": born, "gender": gender,
        "phone": phone, "pin": PIN, "locale": "en"
    })
}

/// Submits, works, and returns the kind of the one message.
async fn answer_to(test: &TestApp, form: &Value) -> MessageKind {
    let before = test.inbox().len();
    assert_eq!(test.submit(form).await.status(), 202);
    test.work().await;
    let inbox = test.inbox();
    assert_eq!(inbox.len(), before + 1);
    inbox[0].kind
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_becomes_a_record_a_card_and_a_locked_session() {
    let test = TestApp::start();
    let accepted = test.submit(&zoe()).await.text().await.unwrap();
    test.work().await;
    let message = test.inbox()[0].text.clone();
    let unlocked = test.unlock(&token_in(&message).unwrap(), PIN).await;
    assert_eq!(unlocked.status(), 200);
    let cookie = cookie_of(&unlocked);
    let opened = unlocked.text().await.unwrap();
    let record = test.get_with("/api/v1/record", &cookie).await;
    assert_eq!(record.status(), 200);
    let shown: Value = record.json().await.unwrap();
    assert_eq!(shown["record"]["patient"]["name"], "Zoë M Example");
    let card = test.get_with("/api/v1/record/health-card/0", &cookie).await;
    assert_eq!(card.status(), 200);
    let card = card.text().await.unwrap();
    let locked = test
        .client
        .post(format!("{}/api/v1/lock", test.url))
        .header("cookie", &cookie)
        .send()
        .await
        .unwrap();
    assert_eq!(locked.status(), 204);
    assert_eq!(
        code(test.get_with("/api/v1/record", &cookie).await).await,
        (401, "session-required".into())
    );
    for told in [&accepted, &message, &opened, &card, &shown.to_string()] {
        assert!(
            !told.contains(NAMES_BEGIN),
            "the registry's name of a record: {told}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_records_of_one_person_are_one_link_and_one_record() {
    let test = TestApp::start();
    let wei = person("Wei", "Zhang", "1970-01-25", "male", "617-555-0191");
    let (opened, _) = test.opened(&wei).await;
    let doses = opened["record"]["immunizations"].as_array().unwrap();
    let dates: Vec<_> = doses.iter().map(|dose| &dose["occurrence_date"]).collect();
    assert_eq!(dates, ["2024-09-13", "2024-09-13", "2021-04-24", "2021-04-03"]);
    assert_eq!(opened["health_cards"][0]["doses"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dose_of_another_record_is_shown_with_who_reported_it() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    let dose = "RXA|0|1|20261101||150^Influenza^CVX|0.5|mL^^UCUM||00^New^NIP001|||||||||||CP|A";
    test.report(&county("20261110", &["ORC|RE||9^COUNTY", dose]));
    let opened: Value = test.unlock(&token, PIN).await.json().await.unwrap();
    let newest = &opened["record"]["immunizations"][0];
    assert_eq!(
        (&newest["occurrence_date"], &newest["sources"]),
        (&json!("2026-11-01"), &json!(["COUNTY"]))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_protected_record_withholds_the_person() {
    let test = TestApp::start();
    test.report(&county("20261110", &[PROTECTED]));
    assert_eq!(answer_to(&test, &zoe()).await, MessageKind::NotFound);
    assert_eq!(reasons(&test).await, ["withheld"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protection_reported_after_the_link_closes_it() {
    let test = TestApp::start();
    let token = test.link_for(&zoe()).await;
    let cookie = cookie_of(&test.unlock(&token, PIN).await);
    test.report(&county("20261110", &[PROTECTED]));
    let unknown = (404, "link-unknown".to_owned());
    assert_eq!(code(test.unlock(&token, PIN).await).await, unknown);
    for path in ["/api/v1/record", "/api/v1/record/health-card/0"] {
        assert_eq!(code(test.get_with(path, &cookie).await).await, unknown, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn protected_deceased_and_unknown_people_get_the_same_answer() {
    let test = TestApp::start();
    let claire = person("Claire", "Dubois", "1992-04-02", "female", "617-555-0121");
    let walter = person("Walter", "Hughes", "1931-05-20", "male", "617-555-0122");
    for form in [claire, walter, nobody()] {
        assert_eq!(answer_to(&test, &form).await, MessageKind::NotFound);
    }
    assert_eq!(reasons(&test).await, ["no_contact"; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guardians_phone_opens_a_childs_record_and_not_an_adults() {
    let test = TestApp::start();
    let theo = person("Theo", "Lindqvist", "2019-11-08", "male", "617-555-0171");
    let grace = person("Grace", "Whitfield", "2007-06-01", "female", "617-555-0172");
    assert_eq!(answer_to(&test, &theo).await, MessageKind::Link);
    assert_eq!(answer_to(&test, &grace).await, MessageKind::NotFound);
    let mut by_email = with(&grace, &json!({"email": "grace@example.org"}));
    by_email.as_object_mut().unwrap().remove("phone");
    assert_eq!(answer_to(&test, &by_email).await, MessageKind::Link);
}

/// A registry that is unreachable for a while.
struct Away;

#[async_trait]
impl Registry for Away {
    async fn candidates(&self, _: &AccessRequest, _: NaiveDate) -> Result<Vec<Candidate>, RegistryError> {
        Err(RegistryError::Unavailable("away".into()))
    }

    async fn person(&self, _: &[PatientId]) -> Result<Option<ReportedPerson>, RegistryError> {
        Err(RegistryError::Unavailable("away".into()))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registry_that_does_not_answer_is_asked_again() {
    let test = TestApp::start();
    test.submit(&zoe()).await;
    let mut away = test.another_app();
    away.registry = Arc::new(Away);
    let away = Arc::new(away);
    while backend::jobs::round(&away).await > 0 {}
    assert!(test.inbox().is_empty());
    test.clock.advance(TimeDelta::seconds(3));
    test.work().await;
    assert_eq!(test.inbox()[0].kind, MessageKind::Link);
}
