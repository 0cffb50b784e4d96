//! HL7 v2 below its segments: delimiters, escape sequences, dates.

mod delimiters;
mod escape;
mod time;

pub use delimiters::Delimiters;
pub use escape::{escape, unescape};
pub use time::{NoDate, date, has_odd_digits, instant};
