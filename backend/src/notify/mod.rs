//! The messages' door.

pub mod message;
