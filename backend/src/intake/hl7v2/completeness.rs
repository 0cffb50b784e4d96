//! Rejects a truncated message, and a message with a malformed name of a segment that reports read.

use super::header::known_name;
use super::message::{Message, Segment};
use super::reader::Ending;
use crate::intake::rejection::{ErrorCode, ReportError};

/// The segments from which a report is read.
const READ: [&str; 6] = ["PID", "PD1", "NK1", "ORC", "RXA", "ARV"];

/// Without a frame or a batch, the last segment shows whether the message is complete: it must not end before its first
/// dose, nor within a dose before RXA-20 (whose RE and CP change its meaning).
pub fn require_complete(message: &Message<'_>, ending: Ending) -> Result<(), ReportError> {
    for (at, segment) in message.segments().iter().enumerate() {
        if let Some(name) = broken(segment) {
            let before = &message.segments()[..at];
            let index = 1 + before.iter().filter(|other| other.name == name).count();
            let text =
                format!("a line begins like a segment {name} without being one; correct its first letters");
            return Err(ReportError::of_field(
                name,
                index,
                ErrorCode::SegmentSequence,
                text,
            ));
        }
    }
    let Some(last) = message.segments().last() else {
        return Ok(());
    };
    let is_cut = match ending {
        Ending::Complete | Ending::TooLong => false,
        Ending::CutOff => true,
        Ending::Unterminated => match last.name {
            "RXA" => last.field(20).is_empty(),
            "MSH" | "PID" | "PD1" | "NK1" | "ORC" => true,
            // The beginning of the next message, whose rest is missing.
            "M" | "MS" => false,
            name => name.len() < 3,
        },
    };
    if !is_cut {
        return Ok(());
    }
    let mut known = message.segments().iter().rev();
    let (name, index) = known
        .find_map(|segment| Some((known_name(segment)?, segment.index)))
        .unwrap_or(("MSH", 1));
    let text = "the file ends within this message; send the whole message, with a line break at its end";
    Err(ReportError::of_field(
        name,
        index,
        ErrorCode::SegmentSequence,
        text,
    ))
}

/// The segment that a malformed line means. `RXA^0^1`, `rxa|0|1` or `RXA 0 1` would otherwise count as unknown
/// segments, and their doses would be lost.
fn broken(segment: &Segment<'_>) -> Option<&'static str> {
    let name = segment.name;
    let begin = name.get(..3)?;
    READ.into_iter().find(|known| {
        let is_spelled_otherwise = name.len() == 3 && name != *known && begin.eq_ignore_ascii_case(known);
        let goes_on = name.len() > 3 && begin == *known && !name[3..].starts_with(char::is_alphanumeric);
        is_spelled_otherwise || goes_on
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_malformed_dose_segment_is_rejected() {
        for line in ["RXA^0^1", "rxa|0|1", "RXA 0 1", "Rxa|0"] {
            let text = format!("MSH|^~\\&|A\rPID|1\rRXA|0\r{line}");
            let error = require_complete(&Message::parse(&text).unwrap(), Ending::Complete).unwrap_err();
            assert_eq!((error.field.as_str(), error.index), ("RXA", 2), "{line}");
        }
        for line in ["ZRX|0", "RXAB|0", "NTE|RXA", "patient is well", "é|1", ""] {
            let text = format!("MSH|^~\\&|A\rPID|1\r{line}");
            assert!(
                require_complete(&Message::parse(&text).unwrap(), Ending::Complete).is_ok(),
                "{line}"
            );
        }
    }
}
