//! A person's name, birth date and gender, as typed. The parsers accept spaces and digits of any script.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::digits::{ascii_digits, is_invisible};
use crate::redacted::redacted_debug;

/// The longest first or last name that is accepted, in characters.
pub const NAME_MAX_CHARS: usize = 100;
/// The greatest age of a requester; an older birth date is a typing error.
const OLDEST_YEARS: i32 = 130;

codes! {
    /// The problems of a name.
    NameProblem, code:
    FirstNameMissing = "first-name-missing",
    FirstNameTooLong = "first-name-too-long",
    FirstNameNotAName = "first-name-not-a-name",
    LastNameMissing = "last-name-missing",
    LastNameTooLong = "last-name-too-long",
    LastNameNotAName = "last-name-not-a-name",
}

codes! {
    /// The problems of a birth date.
    BirthDateProblem, code:
    Missing = "birth-date-missing",
    /// One or two of the three parts are missing.
    Incomplete = "birth-date-incomplete",
    NotADate = "birth-date-not-a-date",
    InTheFuture = "birth-date-in-the-future",
    TooLongAgo = "birth-date-too-long-ago",
}

codes! {
    /// The problems of a gender.
    GenderProblem, code:
    Missing = "gender-missing",
}

/// One part of a person's name as typed, with single spaces and without invisible characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonName(String);

/// Which of the two name fields is parsed; only the texts of its problems differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamePart {
    First,
    Last,
}

impl PersonName {
    pub fn parse(typed: &str, part: NamePart) -> Result<Self, NameProblem> {
        let visible: String = typed.chars().filter(|c| !is_invisible(*c)).collect();
        let name = visible.split_whitespace().collect::<Vec<_>>().join(" ");
        let (missing, too_long, not_a_name) = match part {
            NamePart::First => (
                NameProblem::FirstNameMissing,
                NameProblem::FirstNameTooLong,
                NameProblem::FirstNameNotAName,
            ),
            NamePart::Last => (
                NameProblem::LastNameMissing,
                NameProblem::LastNameTooLong,
                NameProblem::LastNameNotAName,
            ),
        };
        if name.is_empty() {
            Err(missing)
        } else if name.chars().count() > NAME_MAX_CHARS {
            Err(too_long)
        } else if name.chars().any(char::is_alphabetic) && !name.chars().any(|c| c.is_control() || c == '@') {
            Ok(Self(name))
        } else {
            Err(not_a_name)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// True when clinics in this country could have written the name as it is typed. A name without a Latin letter leads to
/// one question and is never rejected.
pub fn has_latin_letter(name: &str) -> bool {
    name.chars()
        .any(|c| c.is_ascii_alphabetic() || matches!(c, '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}'))
}

/// A possible birth date of a living person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BirthDate(NaiveDate);

impl BirthDate {
    /// Parses `YYYY-MM-DD`. `today` is the latest valid birth date.
    pub fn parse(typed: &str, today: NaiveDate) -> Result<Self, BirthDateProblem> {
        let text: String = ascii_digits(typed)
            .chars()
            .filter(|c| !is_invisible(*c) && !c.is_whitespace())
            .collect();
        if text.is_empty() {
            return Err(BirthDateProblem::Missing);
        }
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(BirthDateProblem::NotADate);
        };
        Self::from_parts(year, month, day, today)
    }

    /// Parses year, month and day as typed into three fields.
    pub fn from_parts(
        year: &str,
        month: &str,
        day: &str,
        today: NaiveDate,
    ) -> Result<Self, BirthDateProblem> {
        let parts = [year, month, day].map(|part| {
            ascii_digits(part)
                .chars()
                .filter(|c| !is_invisible(*c))
                .collect::<String>()
        });
        let parts = parts.each_ref().map(|part| part.trim());
        match parts.iter().filter(|part| part.is_empty()).count() {
            0 => {}
            3 => return Err(BirthDateProblem::Missing),
            _ => return Err(BirthDateProblem::Incomplete),
        }
        let only_digits = parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        // A two-digit year would need a guess about the century, and a wrong guess finds the wrong person.
        if !only_digits || parts[0].len() != 4 || parts[1].len() > 2 || parts[2].len() > 2 {
            return Err(BirthDateProblem::NotADate);
        }
        let number = |part: &str| part.parse::<u32>().map_err(|_| BirthDateProblem::NotADate);
        let year = i32::try_from(number(parts[0])?).map_err(|_| BirthDateProblem::NotADate)?;
        let date = NaiveDate::from_ymd_opt(year, number(parts[1])?, number(parts[2])?)
            .ok_or(BirthDateProblem::NotADate)?;
        if date > today {
            Err(BirthDateProblem::InTheFuture)
        } else if date.year() < today.year() - OLDEST_YEARS {
            Err(BirthDateProblem::TooLongAgo)
        } else {
            Ok(Self(date))
        }
    }

    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// Parses the output of `iso`. Handwritten: chrono's parser of patterns adds 10 kB to every visitor's download.
    fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).map(Self)
    }

    /// `YYYY-MM-DD`.
    pub fn iso(self) -> String {
        self.0.to_string()
    }
}

impl Serialize for BirthDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for BirthDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_iso(&text).ok_or_else(|| serde::de::Error::custom("not a date"))
    }
}

crate::named! {
    /// Gender as the form offers it. It is used for matching and never printed on the card.
    #[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[serde(rename_all = "lowercase")]
    pub enum Gender {
        Female = "female",
        Male = "male",
        Other = "other",
        Unknown = "unknown",
    }
}

impl Gender {
    pub fn parse(typed: &str) -> Result<Self, GenderProblem> {
        Self::from_name(typed.trim()).ok_or(GenderProblem::Missing)
    }
}

redacted_debug!(PersonName, BirthDate, Gender);

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    #[test]
    fn spaces_and_invisible_marks_around_a_name_are_forgiven() {
        let name = PersonName::parse("  Zoë \u{200F} Maria\t", NamePart::First).unwrap();
        assert_eq!(name.as_str(), "Zoë Maria");
    }

    #[test]
    fn a_name_needs_a_letter() {
        assert_eq!(
            PersonName::parse(" ", NamePart::Last).unwrap_err(),
            NameProblem::LastNameMissing
        );
        assert_eq!(
            PersonName::parse("617-555", NamePart::Last).unwrap_err(),
            NameProblem::LastNameNotAName
        );
        assert_eq!(
            PersonName::parse("zoe@example.org", NamePart::First).unwrap_err(),
            NameProblem::FirstNameNotAName
        );
        assert_eq!(
            PersonName::parse(&"a".repeat(101), NamePart::First).unwrap_err(),
            NameProblem::FirstNameTooLong
        );
        assert!(PersonName::parse("Nguyễn", NamePart::Last).is_ok());
        assert!(PersonName::parse("宋", NamePart::Last).is_ok());
    }

    #[test]
    fn birth_dates_are_read_in_every_script_and_checked() {
        let read = |typed| BirthDate::parse(typed, today()).map(BirthDate::iso);
        assert_eq!(read("1988-02-29").as_deref(), Ok("1988-02-29"));
        assert_eq!(read("١٩٨٨-٠٢-٢٩").as_deref(), Ok("1988-02-29"));
        assert_eq!(read("2026-11-20").as_deref(), Ok("2026-11-20"));
        assert_eq!(read(""), Err(BirthDateProblem::Missing));
        assert_eq!(read("1988--29"), Err(BirthDateProblem::Incomplete));
        assert_eq!(read("1989-02-29"), Err(BirthDateProblem::NotADate));
        assert_eq!(read("88-02-29"), Err(BirthDateProblem::NotADate));
        assert_eq!(read("2026-11-21"), Err(BirthDateProblem::InTheFuture));
        assert_eq!(read("1850-01-01"), Err(BirthDateProblem::TooLongAgo));
    }

    #[test]
    fn personal_data_does_not_print() {
        let name = PersonName::parse("Zoë", NamePart::First).unwrap();
        assert_eq!(format!("{name:?}"), "PersonName(redacted)");
    }
}
