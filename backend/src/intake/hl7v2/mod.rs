//! HL7 v2 immunization messages (VXU^V04): from bytes to reports.

mod accept;
mod ack;
mod charset;
mod completeness;
mod contact;
mod death;
mod dose;
mod exchange;
mod header;
mod lines;
mod map;
mod message;
mod name;
mod orders;
mod patient;
mod read_one;
mod reader;
mod reading;
mod relatives;
mod supply;
mod vaccine;

pub use ack::{Answered, acknowledgment};
pub use exchange::exchange;
pub use lines::MAX_MESSAGE_BYTES;
pub use map::{import, messages, read};
pub use message::{Message, Segment};
pub use read_one::read_one;
pub use reader::{Ending, Messages, RawMessage};
