//! The viewing session after a right PIN.
