//! HL7 v2 immunization messages (VXU^V04): from bytes to reports.

mod accept;
mod ack;
mod charset;
mod contact;
mod death;
mod delimiters;
mod dose;
mod escape;
mod header;
mod lines;
mod map;
mod message;
mod name;
mod patient;
mod reader;
mod relatives;
mod supply;
mod time;
mod told;
mod vaccine;
mod whole;

pub use ack::{Answered, acknowledgment};
pub use delimiters::Delimiters;
pub use escape::{escape, unescape};
pub use header::Header;
pub use lines::MAX_MESSAGE_BYTES;
pub use map::{Moment, messages, read};
pub use message::{Message, Segment};
pub use reader::{Ending, Messages, RawMessage};
