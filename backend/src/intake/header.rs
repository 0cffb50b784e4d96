//! The header fields that an acknowledgment repeats. Formats without acknowledgments have none.

use crate::formats::hl7v2::Delimiters;

/// The header fields that the acknowledgment repeats, escaped with the delimiters of the message.
#[derive(Clone)]
pub struct Header {
    /// The sender, if it can be read.
    pub sender: Option<String>,
    pub delimiters: Delimiters,
    /// MSH-3.
    pub sending_application: String,
    /// MSH-4.
    pub sending_facility: String,
    /// MSH-5.
    pub receiving_application: String,
    /// MSH-6.
    pub receiving_facility: String,
    /// MSH-10.
    pub control_id: String,
    /// MSH-11; empty if it is not a code.
    pub processing_id: String,
}
