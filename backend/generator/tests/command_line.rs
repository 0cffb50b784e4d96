//! Runs the `generator` program: its output and its error messages.

#![cfg(test)]

use std::io::Read;
use std::process::{Command, Output, Stdio};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn standard_output_and_a_file_get_the_same_bytes() {
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
    let mut child = command(&["--patients", "1000000000"])
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
fn an_impossible_order_is_named() {
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
