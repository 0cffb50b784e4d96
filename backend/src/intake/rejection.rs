//! Why a message or one of its doses was rejected: the location, the HL7 code and a text for the sender, without
//! personal data.

use serde::{Serialize, Serializer};

/// One rejected message or dose, as `--errors` writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejection {
    pub file: String,
    /// From 1, in the order of the file.
    pub message: u64,
    pub rejected: RejectedPart,
    #[serde(flatten)]
    pub error: ReportError,
}

/// What was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RejectedPart {
    Message,
    /// The rest of its message was imported.
    Dose,
}

/// The error and its location.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportError {
    pub segment: String,
    /// The position among the message's segments with this name, from 1.
    pub index: usize,
    /// `RXA-5`, or the segment's name if the error is about the whole segment.
    pub field: String,
    pub code: ErrorCode,
    /// The error, and how to correct it.
    pub text: String,
    /// In an accepted report: the whole dose was omitted, not only an element.
    #[serde(skip)]
    pub leaves_out_dose: bool,
}

/// HL7 table 0357.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// Not an error: it informs the sender how a value was read.
    Note,
    SegmentSequence,
    RequiredFieldMissing,
    DataType,
    TableValueNotFound,
    UnsupportedMessageType,
    UnsupportedEvent,
    UnsupportedProcessingId,
    UnsupportedVersion,
    DuplicateKey,
    Application,
}

impl ErrorCode {
    pub const fn number(self) -> &'static str {
        match self {
            Self::Note => "0",
            Self::SegmentSequence => "100",
            Self::RequiredFieldMissing => "101",
            Self::DataType => "102",
            Self::TableValueNotFound => "103",
            Self::UnsupportedMessageType => "200",
            Self::UnsupportedEvent => "201",
            Self::UnsupportedProcessingId => "202",
            Self::UnsupportedVersion => "203",
            Self::DuplicateKey => "205",
            Self::Application => "207",
        }
    }

    /// The text of the table.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Note => "Message accepted",
            Self::SegmentSequence => "Segment sequence error",
            Self::RequiredFieldMissing => "Required field missing",
            Self::DataType => "Data type error",
            Self::TableValueNotFound => "Table value not found",
            Self::UnsupportedMessageType => "Unsupported message type",
            Self::UnsupportedEvent => "Unsupported event code",
            Self::UnsupportedProcessingId => "Unsupported processing id",
            Self::UnsupportedVersion => "Unsupported version id",
            Self::DuplicateKey => "Duplicate key identifier",
            Self::Application => "Application internal error",
        }
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.number())
    }
}

impl ReportError {
    /// An error of a field, named like `RXA-5`.
    pub fn of_field(field: &str, index: usize, code: ErrorCode, text: impl Into<String>) -> Self {
        let segment = field.split('-').next().unwrap_or(field);
        Self {
            segment: segment.to_owned(),
            index,
            field: field.to_owned(),
            code,
            text: text.into(),
            leaves_out_dose: false,
        }
    }

    /// The same error where the other doses of the message are imported.
    #[must_use]
    pub fn leaving_out_dose(self) -> Self {
        Self {
            text: format!(
                "{}. The dose was left out, the rest of the message was imported.",
                self.text
            ),
            leaves_out_dose: true,
            ..self
        }
    }

    /// Whether it only informs how a value was read.
    pub fn is_note(&self) -> bool {
        self.code == ErrorCode::Note
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
            rejected: RejectedPart::Message,
            error: ReportError::of_field("RXA-5", 2, ErrorCode::TableValueNotFound, "no CVX code"),
        };
        assert_eq!(
            serde_json::to_value(rejection).unwrap(),
            serde_json::json!({"file": "a.hl7", "message": 3, "rejected": "message", "segment": "RXA", "index": 2,
                "field": "RXA-5", "code": "103", "text": "no CVX code"})
        );
    }
}
