//! The words people read, on the server's side.
