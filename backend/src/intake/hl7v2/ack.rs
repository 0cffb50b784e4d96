//! The acknowledgment: ACK^V04^ACK in the profile Z23 of the CDC implementation guide 1.5 (chapter 4, MSA and ERR; HL7
//! v2.5.1 sections 2.9.2 and 2.15.5). It repeats header fields of the message and nothing else.

use chrono::NaiveDateTime;

use crate::formats::hl7v2::{Delimiters, escape};
use crate::intake::Changes;
use crate::intake::header::Header;
use crate::intake::rejection::{ErrorCode, ReportError};

/// The profile Z23 fixes the version of the acknowledgment, whatever the version of the message.
const VERSION: &str = "2.5.1";

/// The acknowledgment's own header values.
pub struct Answered {
    /// In UTC.
    pub now: NaiveDateTime,
    /// MSH-10 of the answer.
    pub control_id: String,
}

/// Builds the acknowledgment, whose segments end with CR.
pub fn acknowledgment(
    header: Option<&Header>,
    outcome: &Result<Changes, ReportError>,
    answered: &Answered,
) -> String {
    let delimiters = header.map_or(Delimiters::USUAL, |header| header.delimiters);
    let writer = Writer { delimiters };
    let findings: Vec<_> = match outcome {
        Ok(changes) => changes
            .warnings
            .iter()
            .map(|error| (error, severity(error)))
            .collect(),
        Err(error) => vec![(error, "E")],
    };
    let control_id = header.map_or("", |header| &header.control_id);
    let mut ack = writer.header(header, answered);
    ack += &writer.segment("MSA", &[code(outcome), control_id]);
    for (error, severity) in findings {
        ack += &writer.error(error, severity);
    }
    ack
}

/// HL7 table 0008: AA is accepted, AE has errors, AR is rejected before its content is read.
fn code(outcome: &Result<Changes, ReportError>) -> &'static str {
    match outcome {
        Ok(changes) if changes.warnings.iter().all(ReportError::is_note) => "AA",
        Err(error) if is_reject(error) => "AR",
        Ok(_) | Err(_) => "AE",
    }
}

/// HL7 v2.5.1 section 2.9.2.2: AR is for an unaccepted type, version or processing id, and for an error unrelated to
/// the content. An unreadable header counts as such an error.
fn is_reject(error: &ReportError) -> bool {
    match error.code {
        ErrorCode::UnsupportedMessageType
        | ErrorCode::UnsupportedEvent
        | ErrorCode::UnsupportedProcessingId
        | ErrorCode::UnsupportedVersion
        | ErrorCode::Application => true,
        ErrorCode::Note
        | ErrorCode::SegmentSequence
        | ErrorCode::RequiredFieldMissing
        | ErrorCode::DataType
        | ErrorCode::TableValueNotFound
        | ErrorCode::DuplicateKey => ["MSH", "MSH-2"].contains(&error.field.as_str()),
    }
}

/// HL7 table 0516, for omissions from an accepted message. The guide calls the loss of a segment group an error.
fn severity(error: &ReportError) -> &'static str {
    match (error.is_note(), error.leaves_out_dose) {
        (true, _) => "I",
        (false, true) => "E",
        (false, false) => "W",
    }
}

struct Writer {
    delimiters: Delimiters,
}

impl Writer {
    fn header(&self, header: Option<&Header>, answered: &Answered) -> String {
        let Delimiters {
            field,
            component,
            repetition,
            escape: mark,
            subcomponent,
            truncation,
        } = self.delimiters;
        let of = |part: fn(&Header) -> &String| header.map_or("", |header| part(header).as_str());
        let or = |text: String, usual: &str| if text.is_empty() { self.text(usual) } else { text };
        let time = answered.now.format("%Y%m%d%H%M%S+0000").to_string();
        let is_plain = header.is_none_or(|header| {
            [
                &header.sending_application,
                &header.sending_facility,
                &header.receiving_application,
            ]
            .into_iter()
            .chain([
                &header.receiving_facility,
                &header.control_id,
                &header.processing_id,
            ])
            .all(|text| text.is_ascii())
        });
        let fields = [
            of(|header| &header.receiving_application).to_owned(),
            of(|header| &header.receiving_facility).to_owned(),
            of(|header| &header.sending_application).to_owned(),
            of(|header| &header.sending_facility).to_owned(),
            self.text(&time),
            String::new(),
            self.components(&["ACK", "V04", "ACK"]),
            self.text(&answered.control_id),
            or(of(|header| &header.processing_id).to_owned(), "P"),
            self.text(VERSION),
            String::new(),
            String::new(),
            "NE".to_owned(),
            "NE".to_owned(),
            String::new(),
            if is_plain {
                String::new()
            } else {
                self.text("UNICODE UTF-8")
            },
            String::new(),
            String::new(),
            self.components(&["Z23", "CDCPHINVS"]),
        ];
        let fields: Vec<_> = fields.iter().map(String::as_str).collect();
        let truncation = truncation.map_or_else(String::new, String::from);
        let name = format!("MSH{field}{component}{repetition}{mark}{subcomponent}{truncation}");
        self.segment(&name, &fields)
    }

    fn error(&self, error: &ReportError, severity: &str) -> String {
        let code = [error.code.number(), error.code.words(), "HL70357"];
        let (place, code) = (self.place(error), self.components(&code));
        self.segment(
            "ERR",
            &["", &place, &code, severity, "", "", "", &self.text(&error.text)],
        )
    }

    /// ERR-2, data type ERL: `RXA^2^5`, with `^1^3` if the error is about a component.
    fn place(&self, error: &ReportError) -> String {
        let index = error.index.to_string();
        let places = error.field.split_once('-').map_or("", |(_, places)| places);
        let mut parts = vec![error.segment.as_str(), &index];
        if let Some((field, component)) = places.split_once('.') {
            parts.extend([field, "1", component]);
        } else if !places.is_empty() {
            parts.push(places);
        }
        self.components(&parts)
    }

    fn segment(&self, name: &str, fields: &[&str]) -> String {
        let mut segment = name.to_owned();
        for field in fields {
            segment.push(self.delimiters.field);
            segment += field;
        }
        segment.push('\r');
        segment
    }

    fn components(&self, texts: &[&str]) -> String {
        let texts: Vec<_> = texts.iter().map(|text| self.text(text)).collect();
        texts.join(&self.delimiters.component.to_string())
    }

    fn text(&self, text: &str) -> String {
        escape(text, &self.delimiters)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn answered() -> Answered {
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        Answered {
            now: day.and_hms_opt(12, 0, 5).unwrap(),
            control_id: "A1".to_owned(),
        }
    }

    fn header(text: &str) -> Header {
        Header::of(text, None).unwrap()
    }

    #[test]
    fn an_acknowledgment_swaps_sender_and_receiver() {
        let header =
            header("MSH|^~\\&|EHR|CLINIC^1.2^ISO|IIS|STATE|20261120||VXU^V04^VXU_V04|77|P|2.4\rPID|1");
        assert_eq!(
            acknowledgment(Some(&header), &Ok(Changes::default()), &answered()),
            "MSH|^~\\&|IIS|STATE|EHR|CLINIC^1.2^ISO|20261120120005+0000||ACK^V04^ACK|A1|P|2.5.1|||NE|NE|||||\
             Z23^CDCPHINVS\rMSA|AA|77\r"
        );
    }

    #[test]
    fn a_rejected_message_is_answered_with_the_location_the_code_and_the_text() {
        let text = "RXA-5 has no CVX code; send one";
        let error = ReportError::of_field("RXA-5", 2, ErrorCode::TableValueNotFound, text);
        let header = header("MSH:#*!%:EHR:CLINIC:::2026::VXU#V04:7!T!7:P:2.5.1");
        assert_eq!(
            acknowledgment(Some(&header), &Err(error), &answered()),
            "MSH:#*!%:::EHR:CLINIC:20261120120005+0000::ACK#V04#ACK:A1:P:2.5.1:::NE:NE:::::Z23#CDCPHINVS\r\
             MSA:AE:7!T!7\rERR::RXA#2#5:103#Table value not found#HL70357:E::::RXA-5 has no CVX code; send one\r"
        );
    }

    #[test]
    fn an_unreadable_message_is_rejected_with_its_readable_header_fields() {
        let error = ReportError::of_field("MSH", 1, ErrorCode::SegmentSequence, "no header");
        let ack = acknowledgment(None, &Err(error), &answered());
        assert_eq!(
            ack,
            "MSH|^~\\&|||||20261120120005+0000||ACK^V04^ACK|A1|P|2.5.1|||NE|NE|||||Z23^CDCPHINVS\rMSA|AR|\r\
             ERR||MSH^1|100^Segment sequence error^HL70357|E||||no header\r"
        );
    }

    #[test]
    fn an_omission_makes_the_code_ae_and_a_note_does_not() {
        let code = |code, field| {
            let changes = Changes {
                warnings: vec![ReportError::of_field(field, 1, code, "words")],
                ..Changes::default()
            };
            let ack = acknowledgment(None, &Ok(changes), &answered());
            ack.split('\r').skip(1).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            code(ErrorCode::TableValueNotFound, "PID-8.1"),
            "MSA|AE| ERR||PID^1^8^1^1|103^Table value not found^HL70357|W||||words "
        );
        assert_eq!(
            code(ErrorCode::Note, "RXA-5"),
            "MSA|AA| ERR||RXA^1^5|0^Message accepted^HL70357|I||||words "
        );
    }
}
