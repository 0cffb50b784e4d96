//! Deciding who a request is about.
