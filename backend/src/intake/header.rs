//! The header of a message: what its acknowledgment repeats. Formats without acknowledgments have none.

/// What the answer to a message repeats of its header: each field escaped with the delimiters of the message.
#[derive(Clone)]
pub struct Header {
    /// Who sent it, where that can be read.
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
    /// MSH-11, empty where it is no code.
    pub processing_id: String,
}

/// The letters of MSH-1 and MSH-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiters {
    pub field: char,
    pub component: char,
    pub repetition: char,
    pub escape: char,
    pub subcomponent: char,
    /// From version 2.7 on: a value that ends with it goes on where nobody can see it.
    pub truncation: Option<char>,
}

impl Delimiters {
    pub const USUAL: Self = Self {
        field: '|',
        component: '^',
        repetition: '~',
        escape: '\\',
        subcomponent: '&',
        truncation: None,
    };
}
