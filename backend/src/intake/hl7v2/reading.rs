//! Reads the fields of a message as patches, with a warning for each omitted value.

use chrono::NaiveDate;

use super::message::{Segment, Value};
use crate::intake::known_vaccines::KnownVaccines;
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::Patch;

/// The state of reading one message.
pub struct Reading {
    /// The latest calendar date in any time zone.
    pub today: NaiveDate,
    /// The date of MSH-7.
    pub message_date: NaiveDate,
    pub vaccines: KnownVaccines,
    /// Omitted values, and notes.
    pub warnings: Vec<ReportError>,
}

impl Reading {
    pub fn warn(&mut self, field: &str, index: usize, code: ErrorCode, text: &str) {
        self.warnings
            .push(ReportError::of_field(field, index, code, text));
    }
}

pub fn patch(value: &Value<'_>) -> Patch<String> {
    if value.is_null() {
        return Patch::Clear;
    }
    match value.text() {
        text if text.is_empty() => Patch::Keep,
        text => Patch::Set(text),
    }
}

/// The text of a field; `None` if the field is empty or `""`.
pub fn text(value: &Value<'_>) -> Option<String> {
    match patch(value) {
        Patch::Set(text) => Some(text),
        Patch::Keep | Patch::Clear => None,
    }
}

/// A yes-or-no field (HL7 tables 0136 and 0532). N clears the flag.
pub fn flag(segment: &Segment<'_>, number: usize, reading: &mut Reading) -> Patch<bool> {
    match patch(&segment.field(number).component(1)) {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(code) => match code.to_ascii_uppercase().as_str() {
            "Y" => Patch::Set(true),
            "N" => Patch::Clear,
            "U" | "UNK" | "ASKU" | "NASK" => Patch::Keep,
            _ => {
                let field = format!("{}-{number}", segment.name);
                let words = format!("{field} is neither Y nor N; it was left out");
                reading.warn(&field, segment.index, ErrorCode::TableValueNotFound, &words);
                Patch::Keep
            }
        },
    }
}
