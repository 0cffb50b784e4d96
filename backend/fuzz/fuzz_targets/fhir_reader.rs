//! FHIR bundles and NDJSON: for any bytes, each message is a report or an error with a location.

#![no_main]

use backend::intake::ReadMessage;
use backend::intake::fhir::FhirReader;
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
    let options = Options {
        sender: Some("CLINIC".to_owned()),
        ..Options::of(read_at)
    };
    let mut reader = FhirReader::new(options);
    let check = |message: ReadMessage| {
        if let Err(error) = message.report {
            assert!(!error.field.is_empty() && !error.text.is_empty());
        }
    };
    for message in reader.messages("file", bytes) {
        check(message.expect("a list of bytes is always readable"));
    }
    for message in reader.ndjson_messages() {
        check(message.expect("temporary files are readable").1);
    }
});
