//! `myvax registry import|count` and `myvax codes load`, as functions.

use std::path::{Path, PathBuf};

use backend::commands::registry::{Format, ImportOrder, ImportTools};
use backend::commands::{codes, registry};
use backend::db::Database;
use serde_json::Value;

use super::{ANN, contact_hashers, message, rows, throwaway_database};
use crate::helpers::fixed_clock::FixedClock;

struct CommandOutput {
    result: anyhow::Result<()>,
    out: String,
    words: String,
}

fn order(files: &[&Path]) -> ImportOrder {
    ImportOrder {
        files: files.iter().map(PathBuf::from).collect(),
        format: Format::Auto,
        sender: None,
        reported_at: None,
        errors_file: None,
        acks_file: None,
        is_json: true,
        shows_progress: false,
    }
}

fn run(database: &Database, order: &ImportOrder, input: &str) -> CommandOutput {
    let (mut out, mut words) = (Vec::new(), Vec::new());
    let key = contact_hashers();
    let mut tools = ImportTools {
        database,
        contact_hashers: &key,
        clock: &FixedClock::default(),
        input: &mut input.as_bytes(),
    };
    let result = registry::import(&mut tools, order, &mut out, &mut words);
    CommandOutput {
        result,
        out: String::from_utf8(out).unwrap(),
        words: String::from_utf8(words).unwrap(),
    }
}

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn the_summary_is_one_json_object() {
    let (database, _guard) = throwaway_database();
    let output = run(&database, &order(&[Path::new("-")]), &message(5, ANN, &[]));
    output.result.unwrap();
    let mut summary: Value = serde_json::from_str(&output.out).unwrap();
    assert!(summary["seconds"].take().is_f64());
    assert_eq!(
        summary,
        serde_json::json!({"files": 1, "messages": 1, "patients_added": 1, "patients_updated": 0,
            "immunizations_added": 0, "immunizations_updated": 0, "immunizations_deleted": 0, "duplicates": 0,
            "rejected": 0, "immunizations_left_out": 0, "warnings": 0, "seconds": null})
    );
    let mut out = Vec::new();
    registry::count(&database, true, &mut out).unwrap();
    assert_eq!(out, b"{\"immunizations\":0,\"patients\":1}\n");
}

#[test]
fn refused_messages_are_no_failure_and_stand_in_the_errors_file() {
    let (database, _guard) = throwaway_database();
    let folder = tempfile::tempdir().unwrap();
    let text = [message(5, ANN, &[]), message(5, "PID|1", &[])].concat();
    let errors_file = folder.path().join("errors.jsonl");
    let order = ImportOrder {
        errors_file: Some(errors_file.clone()),
        is_json: false,
        ..order(&[&file(folder.path(), "a.hl7", &text)])
    };
    let output = run(&database, &order, "");
    output.result.unwrap();
    assert!(
        output.out.contains("1 patients added") && output.out.contains("1 messages rejected"),
        "{}",
        output.out
    );
    assert_eq!(output.words, "");
    let errors = std::fs::read_to_string(errors_file).unwrap();
    let line: Value = serde_json::from_str(errors.trim_end()).unwrap();
    assert_eq!((&line["message"], &line["segment"]), (&2.into(), &"PID".into()));
    let members: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        members,
        [
            "code", "field", "file", "index", "message", "rejected", "segment", "text"
        ]
    );
}

#[test]
fn a_file_of_known_messages_is_imported_again_without_failure() {
    let (database, _guard) = throwaway_database();
    let text = message(
        5,
        ANN,
        &["ORC|RE||7", "RXA|0|1|20261001||140^^CVX||||||||||||||||A"],
    );
    for _again in [1, 2] {
        run(&database, &order(&[Path::new("-")]), &text).result.unwrap();
    }
    let none_is_good = [message(5, "PID|1", &[]), message(5, ANN, &["RXA|0|1|2026"])].concat();
    assert!(
        run(&database, &order(&[Path::new("-")]), &none_is_good)
            .result
            .is_err()
    );
}

#[test]
fn without_an_errors_file_the_first_refusals_are_told() {
    let (database, _guard) = throwaway_database();
    let output = run(
        &database,
        &order(&[Path::new("-")]),
        &message(5, "PID|1", &[]).repeat(25),
    );
    let error = output.result.unwrap_err().to_string();
    assert_eq!(error, "nothing was imported: all 25 messages were rejected");
    assert_eq!(output.words.lines().count(), 21, "{}", output.words);
    assert!(
        output.words.contains("5 more messages or doses were rejected"),
        "{}",
        output.words
    );
}

#[test]
fn a_file_that_cannot_be_read_is_a_failure_after_the_others_went_in() {
    let (database, _guard) = throwaway_database();
    let folder = tempfile::tempdir().unwrap();
    let good = file(folder.path(), "good.hl7", &message(5, ANN, &[]));
    let missing = folder.path().join("missing.hl7");
    let output = run(&database, &order(&[&missing, &good]), "");
    assert!(output.result.unwrap_err().to_string().contains("missing.hl7"));
    assert!(
        output.words.contains("missing.hl7 cannot be read"),
        "{}",
        output.words
    );
    assert_eq!(
        serde_json::from_str::<Value>(&output.out).unwrap()["patients_added"],
        1
    );
}

#[test]
fn a_file_of_another_kind_is_refused_with_what_to_do() {
    let (database, _guard) = throwaway_database();
    for (text, words) in [
        ("%PDF-1.7", "PDF document"),
        ("PK\u{3}\u{4}", "save the sheet as CSV"),
        (
            "<ClinicalDocument xmlns=\"urn:hl7-org:v3\">",
            "ask the sender for HL7 v2 messages or FHIR",
        ),
        ("[{\"resourceType\":\"Patient\"}]", "as NDJSON"),
        ("Dear clinic", "begins with none of MSH"),
    ] {
        let output = run(&database, &order(&[Path::new("-")]), text);
        assert!(output.result.is_err());
        assert!(output.words.contains(words), "{}", output.words);
    }
    assert_eq!(rows(&database, false), [""; 0]);
}

#[test]
fn a_wrong_format_on_the_command_line_lets_nothing_in() {
    let (database, _guard) = throwaway_database();
    for format in [Format::Fhir, Format::Csv] {
        let order = ImportOrder {
            format,
            ..order(&[Path::new("-")])
        };
        let output = run(&database, &order, &message(5, ANN, &[]));
        assert!(output.result.is_err() && !output.words.is_empty());
    }
    assert_eq!(rows(&database, false), [""; 0]);
}

#[test]
fn the_operator_names_the_sender_of_messages_that_do_not() {
    let (database, _guard) = throwaway_database();
    let order = ImportOrder {
        sender: Some("NAMED".to_owned()),
        ..order(&[Path::new("-")])
    };
    let nameless = message(5, ANN, &[]).replace("|EHR|CLINIC|", "|||");
    let input = [nameless.clone(), message(5, ANN, &[])].concat();
    run(&database, &order, &input).result.unwrap();
    let table = rows(&database, false);
    for sender in ["NAMED", "CLINIC"] {
        assert!(
            table
                .iter()
                .any(|row| row.starts_with(&format!("patient|{sender}|"))),
            "{table:?}"
        );
    }
}

#[test]
fn an_empty_file_holds_no_messages() {
    let (database, _guard) = throwaway_database();
    run(&database, &order(&[Path::new("-")]), "").result.unwrap();
}

#[test]
fn loaded_codes_replace_the_loaded_ones_whole_or_not_at_all() {
    let (database, _guard) = throwaway_database();
    let folder = tempfile::tempdir().unwrap();
    let load = |text: &str| {
        codes::load(
            &database,
            &[file(folder.path(), "codes.tsv", text)],
            &mut Vec::new(),
        )
    };
    let found = |cvx: &[&str]| {
        let codes = database
            .read_blocking(|conn| Ok(backend::db::codes::find(conn, cvx, &[])?.0))
            .unwrap();
        codes
            .into_iter()
            .map(|code| (code.cvx, code.name, code.groups.join("+")))
            .collect::<Vec<_>>()
    };
    load("cvx\tname\tgroups\n401\tFuture vaccine\tcovid-19,influenza\n").unwrap();
    let future = [(
        "401".to_owned(),
        "Future vaccine".to_owned(),
        "covid-19+influenza".to_owned(),
    )];
    assert_eq!(found(&["401", "03"]), future);

    let error = load("cvx\tname\tgroups\n402\tOther\tother\nX\tY\tother\n").unwrap_err();
    assert!(
        format!("{error:#}").contains("codes.tsv was not loaded: line 3"),
        "{error:#}"
    );
    assert_eq!(
        found(&["401", "402"]),
        future,
        "no row of the broken file was loaded"
    );

    load("cvx\tname\tgroups\n402\tOther\tother\n").unwrap();
    assert_eq!(found(&["401", "402"]).len(), 1);

    load("mvx\tname\nNEW\tNew Maker\n").unwrap();
    let makers = database
        .read_blocking(|conn| Ok(backend::db::codes::find(conn, &[], &["NEW", "PFR"])?.1))
        .unwrap();
    assert_eq!((makers.len(), makers[0].name.as_str()), (1, "New Maker"));
}
