//! From a message to a report: what is accepted, and what the header says. Patient and doses are next door.

use std::io::{self, BufRead};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::dose::doses;
use super::header::{Header, known_name, sender};
use super::lines::MAX_MESSAGE_BYTES;
use super::message::{Message, Value};
use super::patient::patient;
use super::reader::{Ending, Messages, RawMessage};
use super::time::instant;
use crate::clock::Clock;
use crate::registry::import::ReadMessage;
use crate::registry::import::rejection::{Fault, FaultCode};
use crate::registry::import::report::Report;
use crate::registry::import::report::Told;

/// Clocks of senders differ; more than this is a wrong clock.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::days(1);

/// When the message is read.
#[derive(Clone, Copy)]
pub struct Moment {
    pub now: NaiveDateTime,
    /// The latest day that is today somewhere.
    pub today: NaiveDate,
}

impl Moment {
    pub fn of(clock: &dyn Clock) -> Self {
        Self {
            now: clock.now().naive_utc(),
            today: clock.latest_today(),
        }
    }
}

/// The messages of a stream, read.
pub fn messages(input: impl BufRead, moment: Moment) -> impl Iterator<Item = io::Result<ReadMessage>> {
    Messages::new(input).map(move |raw| Ok(read(&raw?, &moment)))
}

/// Reads what a message reports, or says why not.
pub fn read(raw: &RawMessage, moment: &Moment) -> ReadMessage {
    let text = decoded(&raw.bytes);
    ReadMessage {
        number: raw.number,
        header: Header::of(&text),
        report: report(&text, raw.ending, moment),
    }
}

fn report(text: &str, ending: Ending, moment: &Moment) -> Result<Report, Fault> {
    if ending == Ending::TooLong {
        return Err(Fault::of_field(
            "MSH",
            1,
            FaultCode::Application,
            format!("the message is longer than {MAX_MESSAGE_BYTES} bytes; send it in parts"),
        ));
    }
    let message = Message::parse(text)?;
    whole(&message, ending)?;
    header(&message)?;
    let mut warnings = Vec::new();
    let patient = patient(&message, moment, &mut warnings)?;
    Ok(Report {
        sender: required_sender(&message)?,
        told_at: told_at(&message, moment)?,
        doses: doses(&message, patient.birth_date, moment, &mut warnings)?,
        patient,
        warnings,
    })
}

/// UTF-8, or the Latin letters older systems send whatever MSH-18 says.
fn decoded(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

/// Half a message is refused. Without a frame or a batch around it only the last segment can tell: a message does not
/// end before its first dose, nor a dose before RXA-20 (RE and CP change what it means).
fn whole(message: &Message<'_>, ending: Ending) -> Result<(), Fault> {
    let Some(last) = message.segments().last() else {
        return Ok(());
    };
    let is_cut = match ending {
        Ending::Whole | Ending::TooLong => false,
        Ending::CutOff => true,
        Ending::Unterminated => match last.name {
            "RXA" => last.field(20).is_empty(),
            "MSH" | "PID" | "PD1" | "NK1" | "ORC" => true,
            // The begin of the next message, of which the rest is missing.
            "M" | "MS" => false,
            name => name.len() < 3,
        },
    };
    if is_cut {
        let text = "the file ends within this message; send the whole message, with a line break at its end";
        let known = message.segments().iter().rev();
        let (name, index) = known
            .filter_map(|segment| Some((known_name(segment)?, segment.index)))
            .next()
            .unwrap_or(("MSH", 1));
        return Err(Fault::of_field(name, index, FaultCode::SegmentSequence, text));
    }
    Ok(())
}

fn header(message: &Message<'_>) -> Result<(), Fault> {
    let fault = |field, code, text| Err(Fault::of_field(field, 1, code, text));
    let kind = message.at("MSH-9.1");
    let event = message.at("MSH-9.2");
    if kind != "VXU" {
        let text = format!("messages of type {} are not read; send VXU^V04", printable(&kind));
        return fault("MSH-9", FaultCode::UnsupportedMessageType, text);
    }
    if event != "V04" {
        let text = format!(
            "messages of type VXU^{} are not read; send VXU^V04",
            printable(&event)
        );
        return fault("MSH-9", FaultCode::UnsupportedEvent, text);
    }
    let version = message.at("MSH-12.1");
    if !version.starts_with("2.") {
        let text = format!("version {} is not read; send 2.5.1", printable(&version));
        return fault("MSH-12", FaultCode::UnsupportedVersion, text);
    }
    Ok(())
}

/// Only what a code can be made of is repeated: an error must not carry what stands in a wrong place.
fn printable(code: &str) -> String {
    let is_code = code.len() <= 8 && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.');
    match (code, is_code) {
        ("", _) => "(none)".to_owned(),
        (code, true) => code.to_owned(),
        (_, false) => "(unreadable)".to_owned(),
    }
}

fn required_sender(message: &Message<'_>) -> Result<String, Fault> {
    sender(message).ok_or_else(|| {
        Fault::of_field(
            "MSH-4",
            1,
            FaultCode::RequiredFieldMissing,
            "MSH-4 does not name the sending facility; send it in every message",
        )
    })
}

fn told_at(message: &Message<'_>, moment: &Moment) -> Result<NaiveDateTime, Fault> {
    let fault = |code, text| Err(Fault::of_field("MSH-7", 1, code, text));
    let text = message.at("MSH-7.1");
    if text.is_empty() {
        let text = "MSH-7 has no time; without it nobody can tell which of two messages is the newer";
        return fault(FaultCode::RequiredFieldMissing, text);
    }
    match instant(&text) {
        Some(at) if at > moment.now + CLOCK_TOLERANCE => fault(
            FaultCode::DataType,
            "the time in MSH-7 is in the future; set the sender's clock right and send again",
        ),
        Some(at) => Ok(at),
        None => fault(
            FaultCode::DataType,
            "MSH-7 is no time; send it as YYYYMMDDHHMMSS+ZZZZ",
        ),
    }
}

/// What a field says.
pub(super) fn told(value: &Value<'_>) -> Told<String> {
    if value.is_null() {
        return Told::Deleted;
    }
    match value.text() {
        text if text.is_empty() => Told::Nothing,
        text => Told::Value(text),
    }
}

/// What a yes-or-no field (HL7 table 0136) says; no is the absence of yes.
pub(super) fn told_flag(value: &Value<'_>) -> Told<bool> {
    match told(value) {
        Told::Value(yes) if yes.eq_ignore_ascii_case("Y") => Told::Value(true),
        Told::Value(no) if no.eq_ignore_ascii_case("N") => Told::Deleted,
        Told::Value(_) | Told::Nothing => Told::Nothing,
        Told::Deleted => Told::Deleted,
    }
}
