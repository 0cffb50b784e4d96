//! The cases of `vxu/cases`: a message in, rows and acknowledgment out. `vxu/README.md` explains the format of a case.

mod case;
mod rows;

use std::collections::BTreeSet;
use std::path::Path;

use backend::db::Database;
use backend::intake::Importer;
use backend::intake::hl7v2::{Answered, Message, acknowledgment, messages};
use backend::intake::options::Options;
use chrono::NaiveDate;

use case::{Case, cases};
use rows::rows;

use super::{contact_hashers, throwaway_database};
use crate::helpers::fixed_clock::FixedClock;

const FILES: [(&str, &str); 7] = [
    ("header", include_str!("vxu/cases/header.txt")),
    ("letters", include_str!("vxu/cases/letters.txt")),
    ("patient", include_str!("vxu/cases/patient.txt")),
    ("contacts", include_str!("vxu/cases/contacts.txt")),
    ("vaccine", include_str!("vxu/cases/vaccine.txt")),
    ("dose", include_str!("vxu/cases/dose.txt")),
    ("structure", include_str!("vxu/cases/structure.txt")),
];

fn check(file: &str) {
    let (_, text) = FILES.iter().find(|(name, _)| *name == file).unwrap();
    let (database, _guard) = throwaway_database();
    for case in cases(text) {
        rows::clear(&database);
        run(&database, &case);
    }
}

#[test]
fn headers_are_read_as_the_cases_say() {
    check("header");
}

#[test]
fn letters_are_read_as_the_cases_say() {
    check("letters");
}

#[test]
fn patients_are_read_as_the_cases_say() {
    check("patient");
}

#[test]
fn contacts_are_read_as_the_cases_say() {
    check("contacts");
}

#[test]
fn vaccines_are_read_as_the_cases_say() {
    check("vaccine");
}

#[test]
fn doses_are_read_as_the_cases_say() {
    check("dose");
}

#[test]
fn messages_are_cut_as_the_cases_say() {
    check("structure");
}

#[test]
fn there_are_many_cases_and_each_has_its_own_name() {
    let names: Vec<_> = FILES
        .iter()
        .flat_map(|(_, text)| cases(text))
        .map(|case| case.name)
        .collect();
    assert!(names.len() >= 120, "{}", names.len());
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/registry_import/vxu/cases");
    let files = std::fs::read_dir(folder).unwrap().count();
    assert_eq!(files, FILES.len(), "a file of cases that no test reads");
}

fn run(database: &Database, case: &Case) {
    let answers = answers(database, &case.bytes);
    let expected = |kind: &str| -> Vec<&str> {
        let lines = case.expected.iter().map(String::as_str);
        lines
            .filter(|line| line.split([' ', '|']).next() == Some(kind))
            .collect()
    };
    assert_eq!(answers, expected("ack"), "{}", case.name);
    for table in ["patient", "dose"] {
        compare(&case.name, &expected(table), &rows(database, table));
    }
    let contacts: Vec<_> = ["guardian", "self"].into_iter().flat_map(&expected).collect();
    let found: Vec<_> = rows(database, "contact")
        .iter()
        .map(|row| format!("{} | {} {}", row[0].1, row[1].1, row[2].1))
        .collect();
    if !contacts.is_empty() || !expected("contacts").is_empty() {
        assert_eq!(found, contacts, "{}", case.name);
    }
}

/// The acknowledgments, in the format of a case.
fn answers(database: &Database, bytes: &[u8]) -> Vec<String> {
    let key = contact_hashers();
    let mut importer = Importer::new(database, &key, &FixedClock::default());
    let messages = messages(bytes, Options::of(importer.read_at()));
    let mut answers = Vec::new();
    let mut add = |done: &backend::intake::ProcessedMessage| {
        let answered = Answered {
            now: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().into(),
            control_id: "answer".to_owned(),
        };
        let ack = acknowledgment(done.header.as_ref(), &done.outcome, &answered);
        answers.push(told(&ack));
    };
    importer.import("case.hl7", messages, &mut add).unwrap();
    answers
}

fn told(ack: &str) -> String {
    for personal in ["Ann", "Sample", "5550100", "A1", "1990", "LOT1"] {
        assert!(!ack.contains(personal), "{ack}");
    }
    let ack = Message::parse(ack.trim_end_matches('\r')).unwrap_or_else(|_| panic!("{ack}"));
    assert_eq!(
        (ack.at("MSH-9.1"), ack.at("MSH-21.1")),
        ("ACK".into(), "Z23".into())
    );
    let errors = ack.all("ERR").map(|error| {
        let place: Vec<_> = [1, 2, 3]
            .map(|part| error.field(2).component(part).text())
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        assert!(!error.field(8).is_empty());
        format!(
            " | {} {} {}",
            place.join("^"),
            error.field(3).component(1).text(),
            error.field(4).text()
        )
    });
    format!("ack {}{}", ack.at("MSA-1"), errors.collect::<String>())
}

/// Each expected row names the columns that matter. There must be no other rows.
fn compare(case: &str, expected: &[&str], found: &[Vec<(&str, String)>]) {
    assert_eq!(expected.len(), found.len(), "{case}: {found:?}");
    for (expected, found) in expected.iter().zip(found) {
        for column in expected.split(" | ").skip(1) {
            let (name, value) = column.split_once('=').unwrap();
            let (_, has) = found
                .iter()
                .find(|(column, _)| *column == name)
                .unwrap_or_else(|| panic!("{case}: {name}"));
            assert_eq!(has, value, "{case}: {name}");
        }
    }
}
