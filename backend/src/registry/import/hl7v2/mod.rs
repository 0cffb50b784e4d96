//! HL7 v2 immunization messages (VXU^V04): from bytes to reports.

mod contact;
mod delimiters;
mod dose;
mod escape;
mod lines;
mod map;
mod message;
mod patient;
mod reader;
mod time;
mod vaccine;

pub use delimiters::Delimiters;
pub use escape::{escape, unescape};
pub use lines::MAX_MESSAGE_BYTES;
pub use map::{Header, Moment, read};
pub use message::{Message, Segment};
pub use reader::{Ending, Messages, RawMessage};
