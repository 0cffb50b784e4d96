//! Reads RXA-11 to RXA-17 and RXA-27: the facility, the lot and the manufacturer of a dose.

use super::message::{Segment, Value};
use super::reading::{Reading, patch, text};
use super::vaccine::triplets;
use crate::intake::rejection::ErrorCode;
use crate::intake::report::Patch;

/// RXA-11.4, the facility (RXA-27.4 since version 2.6). RXA-10 is a person, who is not named on a card and does not
/// replace the organization.
pub fn performer(rxa: &Segment<'_>) -> Patch<String> {
    let places = [11, 27].map(|number| rxa.field(number));
    for place in &places {
        match patch(&place.component(4).part(1)) {
            Patch::Keep => {}
            facility => return facility,
        }
    }
    if places.iter().any(Value::is_null) {
        Patch::Clear
    } else {
        Patch::Keep
    }
}

/// RXA-15; a dose mixed from two vials has two lots.
pub fn lots(rxa: &Segment<'_>) -> Patch<String> {
    let field = rxa.field(15);
    if field.is_null() {
        return Patch::Clear;
    }
    let lots: Vec<_> = field.repetitions().filter_map(|lot| text(&lot)).collect();
    if lots.is_empty() {
        Patch::Keep
    } else {
        Patch::Set(lots.join(", "))
    }
}

/// RXA-17: the MVX code in any triplet.
pub fn manufacturer(rxa: &Segment<'_>, reading: &mut Reading) -> Patch<String> {
    let field = rxa.field(17);
    if field.component(1).is_null() {
        return Patch::Clear;
    }
    let code = field
        .repetitions()
        .flat_map(triplets)
        .filter(|triplet| matches!(triplet.system.as_str(), "" | "MVX" | "HL70227"))
        .find_map(|triplet| text(&triplet.code));
    match code.map(|code| code.to_ascii_uppercase()) {
        Some(code) if (2..=5).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            Patch::Set(code)
        }
        None if field.is_empty() => Patch::Keep,
        Some(_) | None => {
            let words = "RXA-17 has no MVX code; the manufacturer was left out";
            reading.warn("RXA-17", rxa.index, ErrorCode::TableValueNotFound, words);
            Patch::Keep
        }
    }
}
