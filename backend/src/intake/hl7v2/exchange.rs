//! Stores one message of an admitted sender and builds its acknowledgment.

use super::ack::{Answered, acknowledgment};
use super::read_one::read_one;
use crate::intake::header::Header;
use crate::intake::known_vaccines::KnownVaccines;
use crate::intake::options::Options;
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::sender::Sender;
use crate::intake::{ImportError, ReadMessage, StoreContext, store_one};
use crate::random::random_id;

/// Writes the message and returns its acknowledgment.
pub fn exchange(context: &StoreContext, sender: &Sender, message: &[u8]) -> Result<String, ImportError> {
    let answered = Answered {
        now: context.read_at.now,
        control_id: random_id(),
    };
    let options = Options {
        sender: sender.stand_in().map(str::to_owned),
        vaccines: KnownVaccines::of(&context.database)?,
        ..Options::of(context.read_at)
    };
    let mut read = read_one(message, &options);
    if let Err(error) = &mut read.report
        && error.field == "MSH-4"
    {
        // A sender with a single facility would use that one.
        *error = which_facility();
    }
    // Checked before any write, because even a tally of rejections would count for another sender.
    if facility_of(&read).is_some_and(|facility| !sender.may_speak_for(facility)) {
        tracing::warn!(
            account = sender.name,
            "a sender's message named a facility that is not its own"
        );
        let error = Err(foreign(read.header.as_ref()));
        return Ok(acknowledgment(read.header.as_ref(), &error, &answered));
    }
    let done = store_one(context, read)?;
    Ok(acknowledgment(done.header.as_ref(), &done.outcome, &answered))
}

/// The facility under which the message is stored, or the error that rejects it.
fn facility_of(read: &ReadMessage) -> Option<&str> {
    match &read.report {
        Ok(report) => Some(&report.sender),
        Err(_) => read.header.as_ref().and_then(|header| header.sender.as_deref()),
    }
}

/// Without MSH-4 the sender came from MSH-3, the application.
fn foreign(header: Option<&Header>) -> ReportError {
    let facility = header.map_or("", |header| header.sending_facility.as_str());
    if matches!(facility, "" | "\"\"") {
        which_facility()
    } else {
        not_yours()
    }
}

fn which_facility() -> ReportError {
    let text = "MSH-4 does not name the sending facility, and your account has several; send it there, or as facilityID \
                of the SOAP call";
    ReportError::of_field("MSH-4", 1, ErrorCode::RequiredFieldMissing, text)
}

fn not_yours() -> ReportError {
    let text =
        "your account may not send for the facility in MSH-4; send your own, or ask the registry to add it";
    ReportError::of_field("MSH-4", 1, ErrorCode::TableValueNotFound, text)
}
