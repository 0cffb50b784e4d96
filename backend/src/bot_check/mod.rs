//! The robot check's door.
