//! HL7 dates and times: `YYYY[MM[DD[HH[MM[SS[.S]]]]]][+ZZZZ]` (data types DT and TS, HL7 v2.5.1 section 2.A).

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// Only a year, or a year and a month.
    Partial,
    Unreadable,
}

/// The calendar day; a time after it is ignored.
pub fn date(text: &str) -> Result<NaiveDate, NoDate> {
    let digits = leading_digits(text);
    match digits.len() {
        4 | 6 if digits.len() == text.len() => Err(NoDate::Partial),
        8.. => day(digits).ok_or(NoDate::Unreadable),
        _ => Err(NoDate::Unreadable),
    }
}

/// True for a date followed by digits that form no hour, minute or second. A digit of the date may then be missing or
/// repeated.
pub fn has_odd_digits(text: &str) -> bool {
    let digits = leading_digits(text).len();
    digits > 8 && !matches!(digits, 10 | 12 | 14)
}

/// The time in UTC. Missing parts are zero, a missing zone is UTC, fractions of a second are dropped.
pub fn instant(text: &str) -> Option<NaiveDateTime> {
    let digits = leading_digits(text);
    if !matches!(digits.len(), 8 | 10 | 12 | 14) {
        return None;
    }
    let two = |from: usize| match digits.get(from..from + 2) {
        Some(number) => number.parse().ok(),
        None => Some(0),
    };
    let time = NaiveTime::from_hms_opt(two(8)?, two(10)?, two(12)?)?;
    let local = day(digits)?.and_time(time);
    let rest = &text[digits.len()..];
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => &fraction[leading_digits(fraction).len()..],
        None => rest,
    };
    local.checked_sub_offset(offset(rest)?)
}

fn leading_digits(text: &str) -> &str {
    let end = text
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    &text[..end]
}

fn day(digits: &str) -> Option<NaiveDate> {
    let number = |from, to| {
        digits
            .get(from..to)
            .and_then(|part: &str| part.parse::<u32>().ok())
    };
    let year = i32::try_from(number(0, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?).filter(|_| year > 0)
}

/// `+ZZZZ` as in section 2.A.22, and unambiguous variants that senders write: a colon, no minutes, one digit for the
/// hour, `Z`, and the names of RFC 2822 section 4.3.
fn offset(zone: &str) -> Option<FixedOffset> {
    let hours = match zone.trim().to_ascii_uppercase().as_str() {
        "" | "Z" | "UT" | "UTC" | "GMT" => 0,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        numbers => return numbered_offset(numbers),
    };
    FixedOffset::east_opt(hours * 3600)
}

fn numbered_offset(zone: &str) -> Option<FixedOffset> {
    let (sign, numbers) = match zone.split_at_checked(1)? {
        ("+", numbers) => (1, numbers),
        ("-", numbers) => (-1, numbers),
        _ => return None,
    };
    let number = |text: &str| -> Option<i32> {
        let is_number = (1..=2).contains(&text.len()) && leading_digits(text) == text;
        text.parse().ok().filter(|_| is_number)
    };
    let (hours, minutes) = match numbers.split_once(':') {
        Some((hours, minutes)) => (number(hours)?, number(minutes)?),
        None if numbers.len() <= 2 => (number(numbers)?, 0),
        None => {
            let (hours, minutes) = numbers.split_at_checked(numbers.len() - 2)?;
            (number(hours)?, number(minutes)?)
        }
    };
    // From UTC-12 to UTC+14.
    let is_zone = hours <= 14 && minutes < 60;
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).filter(|_| is_zone)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_date_is_a_day() {
        let expected = NaiveDate::from_ymd_opt(2022, 10, 2).unwrap();
        for text in ["20221002", "202210021530", "20221002153000.1-0400"] {
            assert_eq!(date(text), Ok(expected), "{text}");
        }
        assert_eq!(date("2022"), Err(NoDate::Partial));
        assert_eq!(date("202210"), Err(NoDate::Partial));
        for text in ["", "20221332", "2022-10-02", "00000000", "99", "2022100"] {
            assert_eq!(date(text), Err(NoDate::Unreadable), "{text}");
        }
    }

    #[test]
    fn a_digit_too_many_is_odd() {
        for text in ["201501011", "20150101123", "2015010112345", "201501011234567"] {
            assert!(has_odd_digits(text) && date(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "2015",
            "20150101",
            "2015010112",
            "201501011234",
            "20150101123456.1-0500",
        ] {
            assert!(!has_odd_digits(text), "{text}");
        }
    }

    #[test]
    fn an_instant_is_in_utc() {
        let utc = |text| instant(text).map(|at| at.to_string());
        assert_eq!(utc("20251011101500-0400").as_deref(), Some("2025-10-11 14:15:00"));
        assert_eq!(
            utc("20251011101500.123+0100").as_deref(),
            Some("2025-10-11 09:15:00")
        );
        assert_eq!(utc("202510111015").as_deref(), Some("2025-10-11 10:15:00"));
        assert_eq!(utc("20251011").as_deref(), Some("2025-10-11 00:00:00"));
        for text in [
            "",
            "2025",
            "20251011256000",
            "20251011101500XYZ",
            "20251011101500-",
            "20251011101500-1500",
            "20251011101500-0460",
            "20251011101500-04000",
            "20251011101500-0x",
            "20251011101500-04:",
        ] {
            assert_eq!(utc(text), None, "{text}");
        }
    }

    #[test]
    fn an_unambiguous_zone_is_read() {
        let utc =
            |zone: &str| instant(&format!("20251011101500{zone}")).map(|at| at.format("%H%M").to_string());
        for zone in [
            "-0500", "-05:00", "-05", "-5", "-5:00", "-500", " -0500", "EST", "est", ".5-0500",
        ] {
            assert_eq!(utc(zone).as_deref(), Some("1515"), "{zone}");
        }
        for zone in ["", "Z", "UTC", "GMT", "+0000", "-0000"] {
            assert_eq!(utc(zone).as_deref(), Some("1015"), "{zone}");
        }
        assert_eq!(utc("+0530").as_deref(), Some("0445"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_date(text in r"\PC{0,20}", digits in "[0-9.+-]{0,24}") {
            let _ = (date(&text), instant(&text), date(&digits), instant(&digits));
        }
    }
}
