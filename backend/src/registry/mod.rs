//! The registry's door and its local implementation.
