//! PID-29 and PID-30: whether the patient has died, and when.

use chrono::NaiveDate;

use super::message::Segment;
use super::told::{Reading, flag, told};
use crate::formats::hl7v2::{NoDate, date};
use crate::intake::rejection::FaultCode;
use crate::intake::report::Told;

pub struct Death {
    pub is_deceased: Told<bool>,
    pub on: Told<NaiveDate>,
}

/// Either field tells a death. Where they differ the patient is taken for deceased, which closes the record: the other
/// mistake would open it.
pub fn death(pid: &Segment<'_>, birth_date: NaiveDate, reading: &mut Reading) -> Death {
    let day = day(pid, birth_date, reading);
    let indicator = flag(pid, 30, reading);
    let is_deceased = match (&day, indicator) {
        (Told::Nothing, indicator) => indicator,
        (Told::Deleted, Told::Value(true)) | (Told::Value(_), _) => Told::Value(true),
        (Told::Deleted, _) => Told::Deleted,
    };
    if is_deceased == Told::Value(true) && indicator == Told::Deleted {
        let words = "PID-30 says no and PID-29 has a date; the patient was taken for deceased";
        reading.warn("PID-30", 1, FaultCode::DataType, words);
    }
    let on = match day {
        Told::Value(Some(day)) => Told::Value(day),
        // Nobody who lives has a day of death.
        Told::Nothing if is_deceased == Told::Deleted => Told::Deleted,
        Told::Nothing | Told::Value(None) => Told::Nothing,
        Told::Deleted => Told::Deleted,
    };
    Death { is_deceased, on }
}

/// PID-29: a day, or a text that tells a death without one.
fn day(pid: &Segment<'_>, birth_date: NaiveDate, reading: &mut Reading) -> Told<Option<NaiveDate>> {
    let text = match told(&pid.field(29).component(1)) {
        Told::Value(text) => text,
        Told::Nothing => return Told::Nothing,
        Told::Deleted => return Told::Deleted,
    };
    // Senders fill the date of the living with zeros.
    if text.bytes().all(|byte| byte == b'0') {
        reading.warn(
            "PID-29",
            1,
            FaultCode::DataType,
            "PID-29 is no date; it was left out",
        );
        return Told::Nothing;
    }
    let words = match date(&text) {
        Ok(day) if day < birth_date => "the date in PID-29 is before the birth date; the day was left out",
        // Measured from the message: what a report says does not depend on when it is read.
        Ok(day) if (day - reading.told_on).num_days() > 1 => {
            "the date in PID-29 is in the future; the day was left out"
        }
        Ok(day) => return Told::Value(Some(day)),
        Err(NoDate::Partial) => "the date in PID-29 has no day; the patient was taken for deceased",
        Err(NoDate::Unreadable) => "PID-29 is no date; the patient was taken for deceased",
    };
    reading.warn("PID-29", 1, FaultCode::DataType, words);
    Told::Value(None)
}
