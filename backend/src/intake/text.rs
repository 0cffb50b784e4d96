//! Cleans texts and parses timestamps from files for the tables.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// Removes surrounding spaces and the characters that a database cannot store.
pub fn clean(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .filter(|letter| !letter.is_control())
        .collect();
    visible.trim().to_owned()
}

/// A timestamp in UTC, in whole seconds; a date alone means its first second.
pub fn instant(text: &str) -> Option<NaiveDateTime> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return at.naive_utc().with_nanosecond(0);
    }
    let day: NaiveDate = text.parse().ok()?;
    Some(day.and_time(NaiveTime::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_in_utc_and_whole_seconds() {
        let utc = |text| instant(text).map(|at| at.to_string());
        assert_eq!(
            utc("2025-10-11T10:15:00.987-04:00").as_deref(),
            Some("2025-10-11 14:15:00")
        );
        assert_eq!(utc("2025-10-11").as_deref(), Some("2025-10-11 00:00:00"));
        assert_eq!(utc("yesterday"), None);
    }
}
