//! One page shell per language, rendered at start; static files.
