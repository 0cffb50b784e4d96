//! Reads PID-29 and PID-30: whether and when the patient died.

use chrono::NaiveDate;

use super::message::Segment;
use super::reading::{Reading, flag, patch};
use crate::formats::hl7v2::{NoDate, date};
use crate::intake::rejection::ErrorCode;
use crate::intake::report::Patch;

pub struct Death {
    pub is_deceased: Patch<bool>,
    pub on: Patch<NaiveDate>,
}

/// Either field reports a death. If they differ, the patient counts as deceased, which withholds the record; the
/// opposite mistake would open it.
pub fn death(pid: &Segment<'_>, birth_date: NaiveDate, reading: &mut Reading) -> Death {
    let day = day(pid, birth_date, reading);
    let indicator = flag(pid, 30, reading);
    let is_deceased = match (&day, indicator) {
        (Patch::Keep, indicator) => indicator,
        (Patch::Clear, Patch::Set(true)) | (Patch::Set(_), _) => Patch::Set(true),
        (Patch::Clear, _) => Patch::Clear,
    };
    if is_deceased == Patch::Set(true) && indicator == Patch::Clear {
        let words = "PID-30 says no and PID-29 has a date; the patient was taken for deceased";
        reading.warn("PID-30", 1, ErrorCode::DataType, words);
    }
    let on = match day {
        Patch::Set(Some(day)) => Patch::Set(day),
        // A living patient has no date of death.
        Patch::Keep if is_deceased == Patch::Clear => Patch::Clear,
        Patch::Keep | Patch::Set(None) => Patch::Keep,
        Patch::Clear => Patch::Clear,
    };
    Death { is_deceased, on }
}

/// PID-29: a date, or a text that reports a death without a date.
fn day(pid: &Segment<'_>, birth_date: NaiveDate, reading: &mut Reading) -> Patch<Option<NaiveDate>> {
    let text = match patch(&pid.field(29).component(1)) {
        Patch::Set(text) => text,
        Patch::Keep => return Patch::Keep,
        Patch::Clear => return Patch::Clear,
    };
    // Some senders fill the field with zeros for living patients.
    if text.bytes().all(|byte| byte == b'0') {
        reading.warn(
            "PID-29",
            1,
            ErrorCode::DataType,
            "PID-29 is no date; it was left out",
        );
        return Patch::Keep;
    }
    let words = match date(&text) {
        Ok(day) if day < birth_date => "the date in PID-29 is before the birth date; the day was left out",
        // The limit is MSH-7, so that the result does not depend on when the report is read.
        Ok(day) if (day - reading.message_date).num_days() > 1 => {
            "the date in PID-29 is in the future; the day was left out"
        }
        Ok(day) => return Patch::Set(Some(day)),
        Err(NoDate::Partial) => "the date in PID-29 has no day; the patient was taken for deceased",
        Err(NoDate::Unreadable) => "PID-29 is no date; the patient was taken for deceased",
    };
    reading.warn("PID-29", 1, ErrorCode::DataType, words);
    Patch::Set(None)
}
