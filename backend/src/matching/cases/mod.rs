//! The decision as tables of named cases, one file for each subject. rustfmt skips them, so that a case stays on
//! one line.

mod arabic_and_indian_names;
mod birth_dates;
mod changed_surnames;
mod chinese_and_korean_names;
mod compound_names;
mod contacts;
mod gender;
mod given_names;
mod haitian_and_french_names;
mod households;
mod names_of_other_origins;
mod nicknames;
mod one_person_alone;
mod placeholders;
mod portuguese_and_spanish_names;
mod rows_of_one_person;
mod shared_contacts;
mod suffixes;
mod surnames;
mod swapped_names;
mod twins;
mod typing_errors;
mod vietnamese_names;

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use shared::access_request::{AccessRequest, AccessRequestForm};
use shared::demographics::Gender;

use crate::record::PatientId;

use super::{Alias, Candidate, Decision, Outcome, Policy, decide};

/// The name of the case, the typed values, the registry's rows, and the answer: the person shown or the reason for
/// none. If the policies differ, the answers are written as `strict > default > lenient`, and the last one also holds
/// for omitted ones.
type Case = (&'static str, &'static str, &'static [&'static str], &'static str);

const TABLES: &[&[Case]] = &[
    arabic_and_indian_names::CASES,
    birth_dates::CASES,
    changed_surnames::CASES,
    chinese_and_korean_names::CASES,
    compound_names::CASES,
    gender::CASES,
    given_names::CASES,
    haitian_and_french_names::CASES,
    households::CASES,
    names_of_other_origins::CASES,
    nicknames::CASES,
    one_person_alone::CASES,
    placeholders::CASES,
    portuguese_and_spanish_names::CASES,
    rows_of_one_person::CASES,
    shared_contacts::CASES,
    suffixes::CASES,
    surnames::CASES,
    swapped_names::CASES,
    twins::CASES,
    typing_errors::CASES,
    vietnamese_names::CASES,
];

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

/// `Maria; Lopez; 1990-05-04; F`
pub fn request(text: &str) -> AccessRequest {
    let phone = Some("617 555 0142".into());
    AccessRequestForm { phone, ..form(text) }.parse(today()).unwrap()
}

/// The same, without a contact.
fn form(text: &str) -> AccessRequestForm {
    let [first, last, birth, gender] = parts(text);
    AccessRequestForm {
        first_name: Some(first.into()),
        last_name: Some(last.into()),
        birth_date: Some(birth.into()),
        gender: Some(gender_of(gender).name().into()),
        pin: Some("2580".into()),
        ..AccessRequestForm::default()
    }
}

/// `a; Maria; Elena; Lopez; Jr; 1990-05-04; F; twin stale née:Smith`
pub fn candidate(text: &str) -> Candidate {
    let [id, first, middle, last, suffix, birth, gender, marks] = parts(text);
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let days_ago = if marks.contains("stale") { 800 } else { 30 };
    Candidate {
        patient_id: PatientId::new(id),
        first_name: first.into(),
        middle_name: given(middle),
        last_name: last.into(),
        suffix: given(suffix),
        aliases: marks
            .split_whitespace()
            .filter_map(|mark| mark.strip_prefix("née:"))
            .map(|surname| Alias {
                first_name: String::new(),
                last_name: surname.into(),
            })
            .collect(),
        birth_date: birth.parse().unwrap(),
        gender: gender_of(gender),
        is_multiple_birth: marks.contains("twin"),
        contact_last_seen_on: today() - Days::new(days_ago),
    }
}

fn parts<const N: usize>(text: &str) -> [&str; N] {
    let mut parts = text.split(';').map(str::trim);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

fn gender_of(letter: &str) -> Gender {
    match letter {
        "F" => Gender::Female,
        "M" => Gender::Male,
        "X" => Gender::Other,
        _ => Gender::Unknown,
    }
}

fn answer(decision: &Decision) -> String {
    match &decision.outcome {
        Outcome::Matched(ids) => format!(
            "{} {}",
            ids.iter().map(PatientId::as_str).collect::<Vec<_>>().join("+"),
            decision.reason
        ),
        Outcome::NotMatched => decision.near_match.as_ref().unwrap_or(&decision.reason).clone(),
    }
}

#[test]
fn every_case_has_its_answer() {
    for (name, typed, registry, expected) in TABLES.iter().copied().flatten() {
        let candidates: Vec<_> = registry.iter().map(|row| candidate(row)).collect();
        let mut answers = expected.split(" > ");
        let mut expected = "";
        for policy in Policy::ALL {
            expected = answers.next().unwrap_or(expected);
            let decision = decide(&request(typed), &candidates, policy, today());
            assert_eq!(answer(&decision), expected, "{name}, {policy}");
        }
    }
}

#[test]
fn there_are_many_cases_and_each_has_its_own_name() {
    let names = TABLES.iter().copied().flatten().map(|(name, ..)| *name);
    let names: Vec<&str> = names
        .chain(contacts::CASES.iter().map(|(name, ..)| *name))
        .collect();
    assert!(names.len() >= 300, "{}", names.len());
    let mut seen = HashSet::new();
    for name in names {
        assert!(seen.insert(name), "{name}");
    }
}
