//! HL7 v2 below its segments: delimiters, escape sequences, letters, dates.

mod delimiters;
mod escape;
mod time;
mod windows_1252;

pub use delimiters::Delimiters;
pub use escape::{escape, unescape};
pub use time::{NoDate, date, has_odd_digits, instant};
pub use windows_1252::windows_1252;
