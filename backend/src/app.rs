//! Everything a running server holds.
