//! HL7 dates and times: `YYYY[MM[DD[HH[MM[SS[.S]]]]]][+ZZZZ]` (data types DT and TS, HL7 v2.5.1 section 2.A).

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// Only a year, or a year and a month.
    Partial,
    Unreadable,
}

/// The calendar day; a time behind it is not looked at.
pub fn date(text: &str) -> Result<NaiveDate, NoDate> {
    let digits = leading_digits(text);
    match digits.len() {
        4 | 6 if digits.len() == text.len() => Err(NoDate::Partial),
        8.. => day(digits).ok_or(NoDate::Unreadable),
        _ => Err(NoDate::Unreadable),
    }
}

/// The instant in UTC. Parts that are missing are zero, a missing zone is UTC, fractions of a second are dropped.
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

fn offset(zone: &str) -> Option<FixedOffset> {
    if zone.is_empty() {
        return FixedOffset::east_opt(0);
    }
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    if digits.len() != 4 || leading_digits(digits) != digits {
        return None;
    }
    let (hours, minutes): (i32, i32) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))
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
    fn an_instant_is_told_in_utc() {
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
            "20251011101500EST",
            "20251011101500-4",
        ] {
            assert_eq!(utc(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_date(text in r"\PC{0,20}", digits in "[0-9.+-]{0,24}") {
            let _ = (date(&text), instant(&text), date(&digits), instant(&digits));
        }
    }
}
