//! The acknowledgments: one for each message, in a file or right away.

use std::path::{Path, PathBuf};

use backend::commands::registry::{self, Format, ImportOrder, ImportTools};
use backend::db::Database;
use backend::intake::hl7v2::{
    Answered, Ending, MAX_MESSAGE_BYTES, Message, Messages, acknowledgment, read_one,
};
use backend::intake::options::Options;
use backend::intake::read_at::ReadAt;
use backend::intake::{StoreContext, store_one};

use super::{ANN, contact_hashers, import, message, rows, throwaway_database};
use crate::helpers::fixed_clock::FixedClock;

/// MSA-1, MSA-2 and the place of the first ERR segment.
fn told(ack: &str) -> [String; 3] {
    let ack = Message::parse(ack.trim_end_matches('\r')).unwrap_or_else(|_| panic!("{ack}"));
    assert_eq!(ack.at("MSH-9.1"), "ACK");
    let error = ack.all("ERR").next().map(|error| error.field(2).raw().to_owned());
    [ack.at("MSA-1"), ack.at("MSA-2"), error.unwrap_or_default()]
}

fn answer(database: &Database, message: &[u8]) -> [String; 3] {
    let context = StoreContext {
        database: database.clone(),
        contact_hashers: contact_hashers(),
        read_at: ReadAt::of(&FixedClock::default()),
    };
    let read = read_one(message, &Options::of(context.read_at));
    let done = store_one(&context, read).unwrap();
    let answered = Answered {
        now: context.read_at.now,
        control_id: "answer".to_owned(),
    };
    told(&acknowledgment(done.header.as_ref(), &done.outcome, &answered))
}

#[test]
fn a_file_of_answers_has_one_for_each_message_in_order_and_reads_like_any_batch() {
    let (database, _guard) = throwaway_database();
    let folder = tempfile::tempdir().unwrap();
    let acks = folder.path().join("acks.hl7");
    let order = ImportOrder {
        files: vec![PathBuf::from("-"), folder.path().join("second.hl7")],
        format: Format::Auto,
        sender: None,
        reported_at: None,
        errors_file: None,
        acks_file: Some(acks.clone()),
        is_json: true,
        shows_progress: false,
    };
    std::fs::write(&order.files[1], message(8, ANN, &["PD1|||||||||||02|?"])).unwrap();
    let first = [
        message(5, ANN, &[]),
        message(6, "PID|1", &[]),
        message(7, ANN, &[]).replace("VXU", "ADT"),
    ]
    .concat();
    let mut tools = ImportTools {
        database: &database,
        contact_hashers: &contact_hashers(),
        clock: &FixedClock::default(),
        input: &mut first.as_bytes(),
    };
    registry::import(&mut tools, &order, &mut Vec::new(), &mut Vec::new()).unwrap();
    assert_eq!(
        read_back(&acks),
        [
            ["AA", "5", ""],
            ["AE", "6", "PID^1^5"],
            ["AR", "7", "MSH^1^9"],
            ["AE", "8", "PD1^1^12"]
        ]
    );
}

fn read_back(acks: &Path) -> Vec<[String; 3]> {
    let bytes = std::fs::read(acks).unwrap();
    assert!(bytes.starts_with(b"BHS|") && bytes.ends_with(b"\rBTS|4\r"));
    let answers = Messages::new(bytes.as_slice()).map(|answer| {
        let answer = answer.unwrap();
        assert_eq!(answer.ending, Ending::Complete);
        told(&String::from_utf8(answer.bytes).unwrap())
    });
    answers.collect()
}

#[test]
fn one_message_is_answered_right_away() {
    let (database, _guard) = throwaway_database();
    let plain = message(5, ANN, &[]);
    assert_eq!(answer(&database, plain.as_bytes()), ["AA", "5", ""]);
    assert_eq!(
        answer(&database, plain.trim_end().as_bytes()),
        ["AA", "5", ""],
        "the same message gets the same answer"
    );
    let framed = format!("\x0B{plain}\x1C\r");
    assert_eq!(answer(&database, framed.as_bytes()), ["AA", "5", ""]);
    let (elsewhere, _guard) = throwaway_database();
    import(&elsewhere, &plain);
    assert_eq!(rows(&database, false), rows(&elsewhere, false));
}

#[test]
fn none_and_several_are_not_one_message() {
    let (database, _guard) = throwaway_database();
    assert_eq!(answer(&database, b""), ["AR", "", "MSH^1"]);
    assert_eq!(answer(&database, b"Dear clinic"), ["AR", "", "MSH^1"]);
    let two = [message(5, ANN, &[]), message(6, ANN, &[])].concat();
    assert_eq!(answer(&database, two.as_bytes()), ["AR", "5", "MSH^1"]);
    assert_eq!(rows(&database, false), [""; 0]);
}

#[test]
fn a_message_that_is_too_long_is_answered_by_its_number() {
    let (database, _guard) = throwaway_database();
    let long = message(5, ANN, &[&format!("NTE|1||{}", "x".repeat(MAX_MESSAGE_BYTES))]);
    assert_eq!(answer(&database, long.as_bytes()), ["AR", "5", "MSH^1"]);
}
