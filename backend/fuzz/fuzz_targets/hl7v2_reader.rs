//! A file of HL7 v2 messages: every message has one outcome, and an answer that reads back.

#![no_main]

use backend::intake::Changes;
use backend::intake::hl7v2::{self, Answered, Message, Messages, acknowledgment};
use backend::intake::options::Options;
use backend::intake::read_at::ReadAt;
use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    let read_at = ReadAt {
        now: today.and_hms_opt(12, 0, 0).expect("a time"),
        today,
    };
    let options = Options::of(read_at);
    let answered = Answered {
        now: read_at.now,
        control_id: "1".to_owned(),
    };
    for message in Messages::new(bytes) {
        let message = message.expect("a list of bytes is always readable");
        let read = hl7v2::read(&message, &options);
        let outcome = read.report.map(|report| Changes {
            warnings: report.warnings,
            ..Changes::default()
        });
        let answer = acknowledgment(read.header.as_ref(), &outcome, &answered);
        let answer = Message::parse(&answer).expect("an answer reads back");
        assert_eq!(answer.at("MSH-9.1"), "ACK");
        assert!(["AA", "AE", "AR"].contains(&answer.at("MSA-1").as_str()));
    }
});
