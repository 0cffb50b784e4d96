//! Reads NK1: contacts of the patient, and of parents or guardians.

use super::message::{Message, Segment, Value};
use super::reading::{Reading, text};
use crate::formats::hl7v2::date;
use crate::intake::rejection::ErrorCode;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The patient.
    Oneself,
    /// Parents and guardians.
    Guardian,
    /// Grandparents, caregivers and emergency contacts have no rights to a child's record.
    Other,
}

/// The contacts of each relative whose relationship is known and has not ended. An unknown relationship gives no
/// access, because a wrong guardian would open a child's record.
pub fn relatives<'a>(message: &Message<'a>, reading: &mut Reading) -> Vec<(Relation, Value<'a>)> {
    let mut found = Vec::new();
    for nk1 in message.all("NK1") {
        let contacts = [5, 6, 40].map(|number| nk1.field(number));
        if contacts.iter().all(Value::is_empty) {
            continue;
        }
        match relation(nk1) {
            Some(_) if has_ended(nk1, reading) => {}
            Some(relation) => found.extend(contacts.map(|contact| (relation, contact))),
            None => {
                let (code, words) = if nk1.field(3).is_empty() {
                    let words =
                        "NK1-3 does not tell the relationship; the contacts of this relative were left out";
                    (ErrorCode::RequiredFieldMissing, words)
                } else {
                    let words = "NK1-3 is not of table 0063; the contacts of this relative were left out";
                    (ErrorCode::TableValueNotFound, words)
                };
                reading.warn("NK1-3", nk1.index, code, words);
            }
        }
    }
    found
}

/// NK1-3, HL7 table 0063. A code outside the table may have a readable text.
fn relation(nk1: &Segment<'_>) -> Option<Relation> {
    let field = nk1.field(3);
    let codes = [1, 4].map(|number| field.component(number).text().to_ascii_uppercase());
    let words = [1, 2, 4, 5].map(|number| field.component(number).text().to_ascii_lowercase());
    let by_code = codes.iter().find_map(|code| of_code(code));
    by_code.or_else(|| words.iter().find_map(|words| of_words(words)))
}

fn of_code(code: &str) -> Option<Relation> {
    match code {
        "SEL" => Some(Relation::Oneself),
        "MTH" | "FTH" | "PAR" | "GRD" => Some(Relation::Guardian),
        "ASC" | "BRO" | "CGV" | "CHD" | "DEP" | "DOM" | "EMC" | "EME" | "EMR" | "EXF" | "FCH" | "FND"
        | "GCH" | "GRP" | "MGR" | "NCH" | "NON" | "OAD" | "OTH" | "OWN" | "SCH" | "SIB" | "SIS" | "SPO"
        | "TRA" | "UNK" | "WRD" => Some(Relation::Other),
        _ => None,
    }
}

fn of_words(words: &str) -> Option<Relation> {
    match words {
        "self" => Some(Relation::Oneself),
        "mother" | "father" | "parent" | "guardian" | "legal guardian" => Some(Relation::Guardian),
        _ => None,
    }
}

/// NK1-9, the end date of the relationship. An unreadable date counts as past.
fn has_ended(nk1: &Segment<'_>, reading: &Reading) -> bool {
    text(&nk1.field(9)).is_some_and(|end| date(&end).map_or(true, |end| end < reading.message_date))
}
