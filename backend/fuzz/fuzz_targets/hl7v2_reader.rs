//! A file of HL7 v2 messages: every message has one outcome and an answer that reads back.

#![no_main]

use backend::registry::import::hl7v2::{self, Messages, Moment};
use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    let moment = Moment {
        now: today.and_hms_opt(12, 0, 0).expect("a time"),
        today,
    };
    for message in Messages::new(bytes) {
        let message = message.expect("a list of bytes is always readable");
        let read = hl7v2::read(&message, &moment);
        let again = hl7v2::read(&message, &moment);
        assert_eq!(read.report.is_ok(), again.report.is_ok());
    }
});
