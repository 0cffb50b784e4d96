//! Tables: whatever the file holds, each patient is a report or an error with a place.

#![no_main]

use backend::intake::csv;
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
    for message in csv::messages(bytes, Options::of(read_at)) {
        // A header that cannot be read refuses the whole file.
        let Ok(message) = message else { break };
        if let Err(error) = message.report {
            assert!(!error.field.is_empty() && !error.text.is_empty());
        }
    }
});
