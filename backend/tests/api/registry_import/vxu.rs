//! The cases of `vxu/`: a message in, the rows and the answer out. `vxu/README.md` tells how a case is written.

use std::collections::BTreeSet;
use std::path::Path;

use backend::db::{Database, DbConnection};
use backend::registry::import::Importer;
use backend::registry::import::hl7v2::{Answered, Message, acknowledgment, messages};
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::{contact_key, throwaway_database};
use crate::helpers::fixed_clock::FixedClock;

struct Case {
    name: String,
    bytes: Vec<u8>,
    expected: Vec<String>,
}

const FILES: [(&str, &str); 7] = [
    ("header", include_str!("vxu/header.txt")),
    ("letters", include_str!("vxu/letters.txt")),
    ("patient", include_str!("vxu/patient.txt")),
    ("contacts", include_str!("vxu/contacts.txt")),
    ("vaccine", include_str!("vxu/vaccine.txt")),
    ("dose", include_str!("vxu/dose.txt")),
    ("structure", include_str!("vxu/structure.txt")),
];

fn check(file: &str) {
    let (_, text) = FILES.iter().find(|(name, _)| *name == file).unwrap();
    for case in cases(text) {
        run(&case);
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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/registry_import/vxu");
    let files = std::fs::read_dir(folder).unwrap().count();
    assert_eq!(files, FILES.len() + 1, "a file of cases that no test reads");
}

fn cases(text: &str) -> Vec<Case> {
    let cases = text.split("== ").skip(1).map(|case| {
        let mut lines = case.lines().filter(|line| !line.is_empty());
        let name = lines.next().unwrap().to_owned();
        let mut number = 0;
        let (mut bytes, mut expected) = (Vec::new(), Vec::new());
        for line in lines {
            match line.strip_prefix("> ") {
                Some(line) => expected.push(line.to_owned()),
                None => bytes.extend(segment(line, &mut number)),
            }
        }
        Case {
            name,
            bytes,
            expected,
        }
    });
    cases.collect()
}

/// `@RXA 5=… ; 20=…` is the usual segment with these fields; anything else is itself.
fn segment(line: &str, number: &mut u32) -> Vec<u8> {
    let Some(line) = line.strip_prefix('@') else {
        return [bytes(line), b"\r".to_vec()].concat();
    };
    let (name, settings) = line.split_once(' ').unwrap_or((line, ""));
    *number += u32::from(name == "MSH");
    let usual = usual(name, *number);
    let mut fields: Vec<&str> = usual.split('|').collect();
    // MSH-1 is the delimiter itself.
    let before = usize::from(name == "MSH");
    for (field, value) in settings
        .split(" ; ")
        .filter_map(|setting| setting.split_once('='))
    {
        let place = field.parse::<usize>().unwrap() - before;
        fields.resize(fields.len().max(place + 1), "");
        fields[place] = value;
    }
    [bytes(&fields.join("|")), b"\r".to_vec()].concat()
}

fn usual(name: &str, number: u32) -> String {
    match name {
        "MSH" => format!(
            "MSH|^~\\&|EHR|CLINIC|IIS|STATE|202611{:02}120000+0000||VXU^V04^VXU_V04|{number}|P|2.5.1|||ER|AL|||||\
             Z22^CDCPHINVS",
            number + 4
        ),
        "PID" => super::ANN.to_owned(),
        "ORC" => "ORC|RE||7^CLINIC".to_owned(),
        "RXA" => {
            "RXA|0|1|20261001||140^Influenza^CVX|0.5|mL^milliliter^UCUM||00^New immunization record^NIP001||\
                  ^^^Clinic||||LOT1|20270101|SKB^GlaxoSmithKline^MVX|||CP|A"
                .to_owned()
        }
        other => other.to_owned(),
    }
}

/// `<EB>` is a byte.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        bytes.extend(before.as_bytes());
        bytes.push(u8::from_str_radix(&after[..2], 16).unwrap());
        rest = &after[3..];
    }
    bytes.extend(rest.as_bytes());
    bytes
}

fn run(case: &Case) {
    let (database, _guard) = throwaway_database();
    let answers = answers(&database, &case.bytes);
    let expected = |kind: &str| -> Vec<&str> {
        let lines = case.expected.iter().map(String::as_str);
        lines
            .filter(|line| line.split([' ', '|']).next() == Some(kind))
            .collect()
    };
    assert_eq!(answers, expected("ack"), "{}", case.name);
    for table in ["patient", "dose"] {
        compare(&case.name, &expected(table), &rows(&database, table));
    }
    let contacts: Vec<_> = ["guardian", "self"].into_iter().flat_map(&expected).collect();
    let found: Vec<_> = rows(&database, "contact")
        .iter()
        .map(|row| format!("{} | {} {}", row[0].1, row[1].1, row[2].1))
        .collect();
    if !contacts.is_empty() || !expected("contacts").is_empty() {
        assert_eq!(found, contacts, "{}", case.name);
    }
}

/// The answers, as a case writes them.
fn answers(database: &Database, bytes: &[u8]) -> Vec<String> {
    let key = contact_key();
    let mut importer = Importer::new(database, &key, &FixedClock::default());
    let messages = messages(bytes, importer.moment());
    let mut answers = Vec::new();
    let mut add = |done: &backend::registry::import::Done| {
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

/// Each expected row names the columns that matter, and the rows are all there are.
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

/// The rows of a table with the names of their columns, sorted; nothing is `-`.
fn rows(database: &Database, table: &str) -> Vec<Vec<(&'static str, String)>> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let (columns, source): (&[&str], _) = match table {
        "patient" => (
            &[
                "sender",
                "sender_patient_id",
                "first_name",
                "middle_name",
                "last_name",
                "suffix",
                "aliases",
                "birth_date",
                "gender",
                "is_protected",
                "is_deceased",
                "deceased_on",
                "is_multiple_birth",
                "last_reported_at",
            ],
            "patient",
        ),
        "contact" => (&["owner", "kind", "value"], "patient_contact"),
        _ => (
            &[
                "occurrence_date",
                "filler_order_number",
                "cvx",
                "vaccine_text",
                "mvx",
                "product",
                "lot_number",
                "performer",
                "is_historical",
                "outcome",
            ],
            "immunization",
        ),
    };
    let texts: Vec<_> = columns
        .iter()
        .map(|column| format!("COALESCE(CAST({column} AS TEXT), '')"))
        .collect();
    let sql = format!("SELECT {} AS line FROM {source}", texts.join(" || '|' || "));
    let lines: Vec<Line> = database
        .read_blocking(|conn: &mut DbConnection| Ok(diesel::sql_query(&sql).load(conn)?))
        .unwrap();
    let mut lines: Vec<_> = lines.into_iter().map(|line| line.line).collect();
    lines.sort();
    let row = |line: String| {
        let values = line.split('|').map(str::to_owned).collect::<Vec<_>>();
        columns
            .iter()
            .zip(values)
            .map(|(name, value)| (*name, plain(name, value)))
            .collect()
    };
    lines.into_iter().map(row).collect()
}

/// One spelling for both databases.
fn plain(column: &str, value: String) -> String {
    match (column, value.as_str()) {
        (_, "") | ("aliases", "[]") => "-".to_owned(),
        ("aliases", text) => {
            let aliases: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
            let name = |alias: &serde_json::Value| {
                let part = |part: &str| alias[part].as_str().unwrap().to_owned();
                part("first_name") + " " + &part("last_name")
            };
            aliases.iter().map(name).collect::<Vec<_>>().join(", ")
        }
        ("is_protected" | "is_deceased" | "is_multiple_birth" | "is_historical", "0" | "false") => {
            "-".to_owned()
        }
        ("is_protected" | "is_deceased" | "is_multiple_birth" | "is_historical", _) => "yes".to_owned(),
        _ => value,
    }
}
