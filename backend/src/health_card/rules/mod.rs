//! One test for each rule of the specification, its US data minimization profile, and this project's own choices.

mod bundle;
mod doses;
mod keys;
mod room;
mod signed_text;

use std::collections::BTreeSet;
use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde_json::Value;
use shared::demographics::Gender;
use shared::health_card::HealthCard;

use super::{Issuer, SigningKey};
use crate::record::catalogue::Catalogue;
use crate::record::{DoseOutcome, PatientId, ReportedImmunization, ReportedPatient};

const RID: &str = "AAECAwQFBgc";

fn issuer() -> Issuer {
    Issuer::new("https://vax.example.org/", SigningKey::generate(), Vec::new())
}

fn now() -> DateTime<Utc> {
    "2026-11-20T12:34:56.789Z".parse().unwrap()
}

fn patient() -> ReportedPatient {
    ReportedPatient {
        id: PatientId::new("patient-7"),
        first_name: "Maria".into(),
        middle_name: Some("Elena".into()),
        last_name: "Example".into(),
        suffix: Some("Jr".into()),
        birth_date: NaiveDate::from_ymd_opt(1988, 2, 29).unwrap(),
        gender: Gender::Female,
        deceased_on: None,
    }
}

fn dose(cvx: &str, date: &str) -> ReportedImmunization {
    ReportedImmunization {
        id: format!("dose-{date}"),
        sender: "EXAMPLE CLINIC".into(),
        cvx: cvx.into(),
        vaccine_text: Some("COVID-19 vaccine".into()),
        occurrence_date: date.parse().unwrap(),
        mvx: Some("PFR".into()),
        product: Some("Comirnaty".into()),
        lot_number: Some("EL9262".into()),
        performer: Some("Example Clinic".into()),
        is_historical: false,
        outcome: DoseOutcome::Completed,
        last_reported_at: now(),
    }
}

/// This many doses of different vaccines, days, lots and places, which deflate can hardly compress.
fn doses(count: usize) -> Vec<ReportedImmunization> {
    (0..count)
        .map(|n| ReportedImmunization {
            id: format!("dose-{n}"),
            cvx: ["207", "208", "217", "229", "300", "309", "312"][n % 7].into(),
            occurrence_date: NaiveDate::from_ymd_opt(2021, 1, 4).unwrap() + Days::new(113 * n as u64),
            lot_number: Some(format!(
                "{}{:05}",
                ["EL", "FA", "01K", "GH"][n % 4],
                7919 * (n + 3) % 99_991
            )),
            performer: Some(format!("Clinic {} of Town {}", n * 37 % 101, n * 53 % 97)),
            ..dose("208", "2021-01-04")
        })
        .collect()
}

fn cards(doses: &[ReportedImmunization]) -> Vec<HealthCard> {
    issuer().issue(&patient(), doses, &Catalogue::built_in(), RID, now())
}

fn card(doses: &[ReportedImmunization]) -> HealthCard {
    let mut cards = cards(doses);
    assert_eq!(cards.len(), 1);
    cards.remove(0)
}

fn part(card: &HealthCard, n: usize) -> Vec<u8> {
    URL_SAFE_NO_PAD
        .decode(card.jws.split('.').nth(n).unwrap())
        .unwrap()
}

fn header(card: &HealthCard) -> Value {
    serde_json::from_slice(&part(card, 0)).unwrap()
}

fn payload_text(card: &HealthCard) -> String {
    let mut text = String::new();
    flate2::read::DeflateDecoder::new(part(card, 1).as_slice())
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn payload(card: &HealthCard) -> Value {
    serde_json::from_str(&payload_text(card)).unwrap()
}

fn bundle_of(card: &HealthCard) -> Value {
    payload(card)["vc"]["credentialSubject"]["fhirBundle"].clone()
}

fn immunizations_on(card: &HealthCard) -> Vec<Value> {
    let entries = bundle_of(card)["entry"].as_array().unwrap().clone();
    entries[1..]
        .iter()
        .map(|entry| entry["resource"].clone())
        .collect()
}

fn members(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The names of all members anywhere in the value.
fn all_members(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Object(object) => object
            .iter()
            .flat_map(|(name, value)| {
                let mut names = all_members(value);
                names.insert(name.clone());
                names
            })
            .collect(),
        Value::Array(values) => values.iter().flat_map(all_members).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => BTreeSet::new(),
    }
}
