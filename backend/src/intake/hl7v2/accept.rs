//! Reads MSH: which messages are accepted, who sent them and when they were written.

use chrono::{NaiveDateTime, TimeDelta};

use super::header::{is_read_version, sender};
use super::message::Message;
use crate::formats::hl7v2::instant;
use crate::intake::options::Options;
use crate::intake::read_at::ReadAt;
use crate::intake::rejection::{ErrorCode, ReportError};

/// Senders' clocks differ; a time further ahead than this means a wrong clock.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::days(1);

pub struct Accepted {
    pub sender: String,
    pub reported_at: NaiveDateTime,
    pub warnings: Vec<ReportError>,
}

pub fn accept(message: &Message<'_>, options: &Options) -> Result<Accepted, ReportError> {
    check_type(message)?;
    let mut warnings = Vec::new();
    check_processing_id(message, &mut warnings)?;
    let version = message.at("MSH-12.1");
    if !is_read_version(&version) {
        let text = format!("version {} is not read; send 2.5.1", printable(&version));
        return Err(error("MSH-12", ErrorCode::UnsupportedVersion, text));
    }
    if matches!(message.at("MSH-10").as_str(), "" | "\"\"") {
        let text = "MSH-10 has no message number; the answer names none";
        warnings.push(error("MSH-10", ErrorCode::RequiredFieldMissing, text));
    }
    let sender = sender(message, options.sender.as_deref()).ok_or_else(|| {
        let text =
            "MSH-4 does not name the sending facility, and nothing else does; send it in every message, or import the file with --sender";
        error("MSH-4", ErrorCode::RequiredFieldMissing, text)
    })?;
    Ok(Accepted {
        sender,
        reported_at: reported_at(message, &options.read_at)?,
        warnings,
    })
}

/// MSH-9. Version 2.3.1 has no message structure; a structure alone implies type and event.
fn check_type(message: &Message<'_>) -> Result<(), ReportError> {
    let kind = message.at("MSH-9.1");
    let event = message.at("MSH-9.2");
    if kind != "VXU" {
        let text = format!("messages of type {} are not read; send VXU^V04", printable(&kind));
        return Err(error("MSH-9", ErrorCode::UnsupportedMessageType, text));
    }
    if event != "V04" && !(event.is_empty() && message.at("MSH-9.3") == "VXU_V04") {
        let text = format!(
            "messages of type VXU^{} are not read; send VXU^V04",
            printable(&event)
        );
        return Err(error("MSH-9", ErrorCode::UnsupportedEvent, text));
    }
    Ok(())
}

/// MSH-11, HL7 table 0103: training and debugging messages describe no real patient, so the registry does not store
/// them.
fn check_processing_id(message: &Message<'_>, warnings: &mut Vec<ReportError>) -> Result<(), ReportError> {
    match message.at("MSH-11.1").as_str() {
        "P" | "p" => Ok(()),
        "" | "\"\"" => {
            let text = "MSH-11 is empty; the message was taken for one of production, P";
            warnings.push(error("MSH-11", ErrorCode::RequiredFieldMissing, text));
            Ok(())
        }
        _ => Err(error(
            "MSH-11",
            ErrorCode::UnsupportedProcessingId,
            "MSH-11 is not P, production; messages for training and debugging are not imported",
        )),
    }
}

/// Only characters of a code are repeated, because an error must not repeat personal data from a wrong field.
fn printable(code: &str) -> String {
    let is_code = code.len() <= 8 && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.');
    match (code, is_code) {
        ("", _) => "(none)".to_owned(),
        (code, true) => code.to_owned(),
        (_, false) => "(unreadable)".to_owned(),
    }
}

fn reported_at(message: &Message<'_>, read_at: &ReadAt) -> Result<NaiveDateTime, ReportError> {
    let text = message.at("MSH-7.1");
    if matches!(text.as_str(), "" | "\"\"") {
        let text = "MSH-7 has no time; without it the order of two messages is unknown";
        return Err(error("MSH-7", ErrorCode::RequiredFieldMissing, text));
    }
    let wrong = |text| Err(error("MSH-7", ErrorCode::DataType, text));
    match instant(&text) {
        Some(at) if at > read_at.now + CLOCK_TOLERANCE => {
            wrong("the time in MSH-7 is in the future; set the sender's clock right and send again")
        }
        Some(at) => Ok(at),
        None => wrong("MSH-7 is no time; send it as YYYYMMDDHHMMSS+ZZZZ"),
    }
}

fn error(field: &str, code: ErrorCode, text: impl Into<String>) -> ReportError {
    ReportError::of_field(field, 1, code, text)
}
