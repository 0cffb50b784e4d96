//! The messages' door.
