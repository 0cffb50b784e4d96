//! Converts a message into a report. The modules beside it decide what is accepted and read patients and doses.

use std::io::{self, BufRead};

use super::accept::accept;
use super::charset::decode;
use super::completeness::require_complete;
use super::lines::MAX_MESSAGE_BYTES;
use super::message::Message;
use super::orders::doses;
use super::patient::patient;
use super::reader::{Ending, Messages, RawMessage};
use super::reading::Reading;
use crate::intake::header::Header;
use crate::intake::options::Options;
use crate::intake::rejection::{ErrorCode, Rejection, ReportError};
use crate::intake::report::Report;
use crate::intake::{ImportError, Importer, ReadMessage};

/// Reads the messages of a stream.
pub fn messages(input: impl BufRead, options: Options) -> impl Iterator<Item = io::Result<ReadMessage>> {
    Messages::new(input).map(move |raw| Ok(read(&raw?, &options)))
}

/// Imports the messages of one stream; rejected messages and omitted doses go to `refused`.
pub fn import(
    importer: &mut Importer<'_>,
    file: &str,
    input: impl BufRead,
    refused: &mut dyn FnMut(&Rejection),
) -> Result<(), ImportError> {
    let options = importer.options()?;
    importer.import(file, messages(input, options), &mut |done| {
        done.rejections(file).iter().for_each(&mut *refused);
    })
}

/// Reads the report of a message, or returns the error.
pub fn read(raw: &RawMessage, options: &Options) -> ReadMessage {
    let (text, guessed_letters) = decode(&raw.bytes);
    let mut report = report(&text, raw.ending, options);
    if let Ok(report) = &mut report {
        report.warnings.extend(guessed_letters);
    }
    ReadMessage {
        number: raw.number,
        header: Header::of(&text, options.sender.as_deref()),
        report,
    }
}

fn report(text: &str, ending: Ending, options: &Options) -> Result<Report, ReportError> {
    if ending == Ending::TooLong {
        return Err(ReportError::of_field(
            "MSH",
            1,
            ErrorCode::Application,
            format!("the message is longer than {MAX_MESSAGE_BYTES} bytes; send it in parts"),
        ));
    }
    let message = Message::parse(text)?;
    require_complete(&message, ending)?;
    let accepted = accept(&message, options)?;
    let mut reading = Reading {
        today: options.read_at.today,
        message_date: accepted.reported_at.date(),
        vaccines: options.vaccines.clone(),
        warnings: accepted.warnings,
    };
    let patient = patient(&message, &mut reading)?;
    Ok(Report {
        sender: accepted.sender,
        reported_at: accepted.reported_at,
        doses: doses(&message, &patient, &mut reading)?,
        patient,
        warnings: reading.warnings,
    })
}
