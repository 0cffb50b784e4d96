//! The statements of the documents are true.

use backend::commands::sample::PEOPLE_TO_LOOK_UP;
use serde_json::{Value, json};
use shared::forms::{field_names, field_problems};
use shared::problem::ProblemCode;

use crate::helpers::TestApp;
use crate::helpers::forms::PIN;

const README: &str = include_str!("../../../README.md");
const API: &str = include_str!("../../../docs/api.md");
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The rows of README's table of people.
fn people() -> Vec<Vec<&'static str>> {
    let cells = |line: &'static str| {
        line.split('|')
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .collect::<Vec<_>>()
    };
    README
        .lines()
        .map(cells)
        .filter(|row| row.len() == 6 && row[4].contains("555"))
        .collect()
}

/// `February 29, 1988` as `1988-02-29`.
fn iso(date: &str) -> String {
    let words: Vec<_> = date.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let month = MONTHS
        .iter()
        .position(|month| *month == words[0])
        .expect("a month")
        + 1;
    format!("{}-{month:02}-{:0>2}", words[2], words[1])
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_the_readme_names_is_found() {
    let test = TestApp::start();
    assert_eq!(people().len(), 3);
    for (person, told_at_start) in people().iter().zip(PEOPLE_TO_LOOK_UP) {
        let phone = person[4].split(" or ").next().unwrap();
        let form = json!({
            "first_name": person[0], "last_name": person[1], "birth_date": iso(person[2]), "gender": person[3],
            "phone": phone, "pin": PIN, "locale": "en"
        });
        let (opened, _): (Value, String) = test.opened(&form).await;
        assert!(
            opened["record"]["patient"]["name"]
                .as_str()
                .unwrap()
                .starts_with(person[0])
        );
        let has_card = opened["health_cards"]
            .as_array()
            .is_some_and(|cards| !cards.is_empty());
        assert_eq!(has_card, !person[5].contains("without a card"));
        assert!(
            told_at_start.contains(person[0]) && told_at_start.contains(&iso(person[2])),
            "{told_at_start}"
        );
    }
}

#[test]
fn every_code_on_the_wire_is_documented_and_no_other() {
    let codes = ProblemCode::ALL
        .iter()
        .map(|code| code.code())
        .chain(field_problems())
        .chain(field_names());
    for code in codes {
        assert!(
            API.contains(&format!("`{code}`")),
            "docs/api.md does not name {code}"
        );
    }
}
