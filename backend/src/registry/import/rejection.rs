//! Why a message was refused: the place, the HL7 code and words for the sender, without personal data.

use serde::Serialize;

/// One refused message, as `--errors` writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejection {
    pub file: String,
    /// From 1, in the order of the file.
    pub message: u64,
    #[serde(flatten)]
    pub fault: Fault,
}

/// What is wrong and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub segment: String,
    /// Which of the message's segments of this name, from 1.
    pub index: usize,
    /// `RXA-5`, or the segment's name where the whole segment is meant.
    pub field: String,
    pub code: FaultCode,
    /// What is wrong and what to do.
    pub text: String,
}

/// HL7 table 0357.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum FaultCode {
    #[serde(rename = "100")]
    SegmentSequence,
    #[serde(rename = "101")]
    RequiredFieldMissing,
    #[serde(rename = "102")]
    DataType,
    #[serde(rename = "103")]
    TableValueNotFound,
    #[serde(rename = "200")]
    UnsupportedMessageType,
    #[serde(rename = "201")]
    UnsupportedEvent,
    #[serde(rename = "203")]
    UnsupportedVersion,
    #[serde(rename = "205")]
    DuplicateKey,
    #[serde(rename = "207")]
    Application,
}

impl Fault {
    /// A fault of a field, named like `RXA-5`.
    pub fn of_field(field: &str, index: usize, code: FaultCode, text: impl Into<String>) -> Self {
        let segment = field.split('-').next().unwrap_or(field);
        Self {
            segment: segment.to_owned(),
            index,
            field: field.to_owned(),
            code,
            text: text.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejection_is_one_flat_json_object() {
        let rejection = Rejection {
            file: "a.hl7".into(),
            message: 3,
            fault: Fault::of_field("RXA-5", 2, FaultCode::TableValueNotFound, "no CVX code"),
        };
        assert_eq!(
            serde_json::to_value(rejection).unwrap(),
            serde_json::json!({"file": "a.hl7", "message": 3, "segment": "RXA", "index": 2,
                "field": "RXA-5", "code": "103", "text": "no CVX code"})
        );
    }
}
