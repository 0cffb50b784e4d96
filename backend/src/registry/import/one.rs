//! One message in, one answer out: for senders who wait.

use super::hl7v2::{self, Answered, Header, Messages, Moment, acknowledgment};
use super::kept::Keeper;
use super::rejection::{Fault, FaultCode};
use super::{Done, ImportError, ReadMessage, batch};
use crate::clock::Clock;
use crate::db::Database;
use crate::random::random_id;
use crate::registry::{ContactKey, rekey};

/// Takes in what should be one HL7 v2 message and answers it. Every refusal is an answer; an error means that nothing
/// went in and the sender should try again.
pub fn take_one(
    database: &Database,
    contact_key: &ContactKey,
    clock: &dyn Clock,
    message: &[u8],
) -> Result<String, ImportError> {
    let moment = Moment::of(clock);
    let done = store_one(database, contact_key, &moment, read_one(message, &moment))?;
    let answered = Answered {
        now: moment.now,
        control_id: random_id(),
    };
    Ok(acknowledgment(done.header.as_ref(), &done.outcome, &answered))
}

/// Reads what should be exactly one message. Whoever brings the bytes knows that they are all, so the last line needs
/// no line break.
pub fn read_one(bytes: &[u8], moment: &Moment) -> ReadMessage {
    let terminated = bytes.iter().chain(b"\r").copied().collect::<Vec<_>>();
    let mut messages = Messages::new(terminated.as_slice()).filter_map(Result::ok);
    let refused = |header: Option<Header>, text| ReadMessage {
        number: 1,
        header,
        report: Err(Fault::of_field("MSH", 1, FaultCode::SegmentSequence, text)),
    };
    match (messages.next(), messages.next()) {
        (None, _) => refused(
            None,
            "there is no message; send one that begins with an MSH segment",
        ),
        (Some(only), None) => hl7v2::read(&only, moment),
        (Some(first), Some(_)) => {
            let header = hl7v2::read(&first, moment).header;
            refused(
                header,
                "there is more than one message; none was taken in, send each by itself",
            )
        }
    }
}

/// Writes one message, as `Importer::import` writes many.
pub fn store_one(
    database: &Database,
    contact_key: &ContactKey,
    moment: &Moment,
    message: ReadMessage,
) -> Result<Done, ImportError> {
    rekey::require_same_key(database, contact_key)?;
    let batch = vec![batch::Prepared::new(message, &mut Keeper::new())];
    let mut written = batch::write(database, contact_key, batch, moment.now)?;
    Ok(written.pop().expect("a batch of one has one outcome"))
}
