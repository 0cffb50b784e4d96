//! What a field says, and what is remembered while a message is read.

use chrono::NaiveDate;

use super::message::{Segment, Value};
use crate::intake::known_vaccines::KnownVaccines;
use crate::intake::rejection::{Fault, FaultCode};
use crate::intake::report::Told;

/// One message being read.
pub struct Reading {
    /// The latest day that is today somewhere.
    pub today: NaiveDate,
    /// The day the message was written.
    pub told_on: NaiveDate,
    pub vaccines: KnownVaccines,
    /// What was left out, and notes.
    pub warnings: Vec<Fault>,
}

impl Reading {
    pub fn warn(&mut self, field: &str, index: usize, code: FaultCode, text: &str) {
        self.warnings.push(Fault::of_field(field, index, code, text));
    }
}

pub fn told(value: &Value<'_>) -> Told<String> {
    if value.is_null() {
        return Told::Deleted;
    }
    match value.text() {
        text if text.is_empty() => Told::Nothing,
        text => Told::Value(text),
    }
}

/// The text, where there is one; `""` is none.
pub fn text(value: &Value<'_>) -> Option<String> {
    match told(value) {
        Told::Value(text) => Some(text),
        Told::Nothing | Told::Deleted => None,
    }
}

/// What a yes-or-no field (HL7 tables 0136 and 0532) says; no is the absence of yes.
pub fn flag(segment: &Segment<'_>, number: usize, reading: &mut Reading) -> Told<bool> {
    match told(&segment.field(number).component(1)) {
        Told::Nothing => Told::Nothing,
        Told::Deleted => Told::Deleted,
        Told::Value(code) => match code.to_ascii_uppercase().as_str() {
            "Y" => Told::Value(true),
            "N" => Told::Deleted,
            "U" | "UNK" | "ASKU" | "NASK" => Told::Nothing,
            _ => {
                let field = format!("{}-{number}", segment.name);
                let words = format!("{field} is neither Y nor N; it was left out");
                reading.warn(&field, segment.index, FaultCode::TableValueNotFound, &words);
                Told::Nothing
            }
        },
    }
}
