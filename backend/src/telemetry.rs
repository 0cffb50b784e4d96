//! Logs without personal data.
