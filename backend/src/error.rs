//! Errors become status and problem body here and nowhere else.
