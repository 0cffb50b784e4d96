//! HL7 v2 immunization messages (VXU^V04): from bytes to reports.

mod contact;
mod dose;
mod escape;
mod map;
mod message;
mod patient;
mod reader;
mod time;

pub use escape::{escape, unescape};
pub use map::{Moment, report};
pub use message::{Delimiters, Message, Segment};
pub use reader::{Ending, MAX_MESSAGE_BYTES, Messages, RawMessage};
