//! RXA-11 to RXA-17 and RXA-27: where a dose was given, from which lot, of which make.

use super::message::{Segment, Value};
use super::told::{Reading, text, told};
use super::vaccine::triplets;
use crate::intake::rejection::FaultCode;
use crate::intake::report::Told;

/// RXA-11.4, the facility (from version 2.6 on RXA-27.4). RXA-10 is a person, who is not named on a card, and stands in
/// for no organization.
pub fn performer(rxa: &Segment<'_>) -> Told<String> {
    let places = [11, 27].map(|number| rxa.field(number));
    for place in &places {
        match told(&place.component(4).part(1)) {
            Told::Nothing => {}
            facility => return facility,
        }
    }
    if places.iter().any(Value::is_null) {
        Told::Deleted
    } else {
        Told::Nothing
    }
}

/// RXA-15; a dose mixed from two vials has two lots.
pub fn lots(rxa: &Segment<'_>) -> Told<String> {
    let field = rxa.field(15);
    if field.is_null() {
        return Told::Deleted;
    }
    let lots: Vec<_> = field.repetitions().filter_map(|lot| text(&lot)).collect();
    if lots.is_empty() {
        Told::Nothing
    } else {
        Told::Value(lots.join(", "))
    }
}

/// RXA-17: the MVX code of any triplet.
pub fn manufacturer(rxa: &Segment<'_>, reading: &mut Reading) -> Told<String> {
    let field = rxa.field(17);
    if field.component(1).is_null() {
        return Told::Deleted;
    }
    let code = field
        .repetitions()
        .flat_map(triplets)
        .filter(|triplet| matches!(triplet.system.as_str(), "" | "MVX" | "HL70227"))
        .find_map(|triplet| text(&triplet.code));
    match code.map(|code| code.to_ascii_uppercase()) {
        Some(code) if (2..=5).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            Told::Value(code)
        }
        None if field.is_empty() => Told::Nothing,
        Some(_) | None => {
            let words = "RXA-17 has no MVX code; the manufacturer was left out";
            reading.warn("RXA-17", rxa.index, FaultCode::TableValueNotFound, words);
            Told::Nothing
        }
    }
}
