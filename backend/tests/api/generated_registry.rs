//! `myvax demo generate`: what it writes, the registry takes; what it cannot do, it says.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::process::{Output, Stdio};

use backend::commands::registry::{Format, ImportOrder, ImportTools, import};
use backend::db::{Database, DatabaseUrl};
use backend::generate;
use backend::generate::Correction;
use backend::registry::ContactKey;
use serde_json::Value;
use zeroize::Zeroizing;

use crate::helpers::database::TestDatabase;
use crate::helpers::fixed_clock::FixedClock;
use crate::helpers::process::command;

const PATIENTS: u64 = 300;

fn run(arguments: &[&str]) -> Output {
    let arguments = [&["demo", "generate"], arguments].concat();
    command(&BTreeMap::new(), &arguments).output().unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The counts of `myvax registry import` on a day after the generated people's today.
fn imported(file: &Path) -> Value {
    let guard = TestDatabase::new();
    let database = Database::open(&DatabaseUrl::parse(&guard.url).unwrap()).unwrap();
    let order = ImportOrder {
        files: vec![file.to_owned()],
        format: Format::Auto,
        sender: None,
        told_at: None,
        errors_file: None,
        acks_file: None,
        is_json: true,
        shows_progress: false,
    };
    let mut tools = ImportTools {
        database: &database,
        contact_key: &ContactKey::new(&Zeroizing::new([7; 32])),
        clock: &FixedClock::default(),
        input: &mut std::io::empty(),
    };
    let (mut out, mut refusals) = (Vec::new(), Vec::new());
    import(&mut tools, &order, &mut out, &mut refusals).unwrap();
    assert_eq!(String::from_utf8(refusals).unwrap(), "");
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn the_registry_takes_every_generated_message() {
    let people: Vec<_> = generate::people(7, PATIENTS).collect();
    let doses: Vec<_> = people.iter().flat_map(generate::Person::doses).collect();
    let corrected = |wanted: fn(&Correction) -> bool| {
        let corrections = doses.iter().filter_map(|dose| dose.correction.as_ref());
        corrections.filter(|correction| wanted(correction)).count()
    };
    let deleted = corrected(|correction| *correction == Correction::Twice);
    assert!(deleted > 0 && corrected(|correction| *correction != Correction::Twice) > 0);
    let folder = tempfile::tempdir().unwrap();
    for more in [&[][..], &["--visits"]] {
        let file = folder.path().join("people.hl7");
        let arguments = [
            "--patients",
            "300",
            "--seed",
            "7",
            "--output",
            file.to_str().unwrap(),
        ];
        let output = run(&[&arguments, more].concat());
        assert!(
            output.status.success() && output.stdout.is_empty(),
            "{}",
            words(&output)
        );
        let counts = imported(&file);
        assert_eq!(
            (&counts["rejected"], &counts["warnings"]),
            (&0.into(), &0.into()),
            "{counts}"
        );
        assert_eq!(counts["patients_added"], PATIENTS, "{counts}");
        assert_eq!(counts["immunizations_deleted"], deleted, "{counts}");
        assert_eq!(counts["immunizations_added"], doses.len() + deleted, "{counts}");
    }
}

#[test]
fn standard_output_gets_what_a_file_gets() {
    for format in ["hl7v2", "csv", "requests"] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("people");
        let arguments = ["--patients", "40", "--format", format];
        let output = run(&arguments);
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{}",
            words(&output)
        );
        run(&[&arguments[..], &["--output", file.to_str().unwrap()]].concat());
        assert_eq!(output.stdout, std::fs::read(file).unwrap());
        assert!(output.stdout.len() > 100);
    }
}

#[test]
fn a_reader_that_closes_the_pipe_ends_it_quietly() {
    let mut child = command(
        &BTreeMap::new(),
        &["demo", "generate", "--patients", "1000000000"],
    )
    .stdout(Stdio::piped())
    .stderr(Stdio::piped())
    .spawn()
    .unwrap();
    let mut first = [0; 3];
    let mut pipe = child.stdout.take().unwrap();
    pipe.read_exact(&mut first).unwrap();
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    assert_eq!((&first, words(&output).as_str()), (b"MSH", ""));
    assert!(output.status.success());
}

#[test]
fn what_cannot_be_done_is_named() {
    for (arguments, status, word) in [
        (&["--patients", "0"][..], 2, "--patients"),
        (&["--patients", "many"], 2, "--patients"),
        (&[], 2, "--patients"),
        (&["--patients", "1", "--format", "csv", "--visits"], 2, "--visits"),
        (
            &["--patients", "1", "--output", "/nowhere/people.hl7"],
            1,
            "/nowhere/people.hl7 cannot be written",
        ),
        (
            &["--patients", "9", "--output", "/dev/full"],
            1,
            "/dev/full cannot be written",
        ),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        assert!(words(&output).contains(word), "{}", words(&output));
        assert!(output.stdout.is_empty());
    }
}
