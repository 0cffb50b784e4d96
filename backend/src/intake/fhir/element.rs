//! An element of a resource's JSON. A missing element, or one of another type, reads as empty.

use chrono::NaiveDate;
use serde_json::Value;

use crate::intake::text::clean;

#[derive(Clone, Copy)]
pub struct Element<'a>(Option<&'a Value>);

/// A code with its system and its text.
pub struct Coding {
    pub system: String,
    pub code: String,
    pub display: Option<String>,
}

/// Why a text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// Only a year, or a year and a month.
    Partial,
    Unreadable,
}

impl<'a> Element<'a> {
    pub const fn new(json: &'a Value) -> Self {
        Self(Some(json))
    }

    /// Follows a path such as `meta.lastUpdated`; in a list it takes the first item.
    pub fn at(self, path: &str) -> Self {
        path.split('.').fold(self, |element, name| {
            let member = element.0.and_then(|json| json.get(name));
            Self(match member {
                Some(Value::Array(items)) => items.first(),
                other => other,
            })
        })
    }

    /// The items of a list; a single value counts as a list of one.
    pub fn all(self, name: &str) -> impl Iterator<Item = Self> + use<'a> {
        let member = self.0.and_then(|json| json.get(name));
        let items = match member {
            Some(Value::Array(items)) => items.as_slice(),
            Some(other) => std::slice::from_ref(other),
            None => &[],
        };
        items.iter().map(Self::new)
    }

    pub fn is_there(self) -> bool {
        self.0.is_some_and(|json| !json.is_null())
    }

    pub fn text(self) -> Option<String> {
        let text = clean(self.0?.as_str()?);
        (!text.is_empty()).then_some(text)
    }

    pub fn flag(self) -> Option<bool> {
        self.0?.as_bool()
    }

    /// The text at a path.
    pub fn text_at(self, path: &str) -> Option<String> {
        self.at(path).text()
    }

    /// The codings of a `CodeableConcept`.
    pub fn codings(self) -> impl Iterator<Item = Coding> + use<'a> {
        self.all("coding").map(|coding| Coding {
            system: coding.text_at("system").unwrap_or_default(),
            code: coding.text_at("code").unwrap_or_default(),
            display: coding.text_at("display"),
        })
    }
}

/// The calendar day of a date or dateTime as written, whatever its time zone.
pub fn day(text: &str) -> Result<NaiveDate, NoDate> {
    let date = text.split('T').next().unwrap_or(text);
    let digits_and_hyphens = date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match date.len() {
        10 if digits_and_hyphens => date.parse().map_err(|_| NoDate::Unreadable),
        4 | 7 if digits_and_hyphens => Err(NoDate::Partial),
        _ => Err(NoDate::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_element_is_empty() {
        let json = serde_json::json!({"a": [{"b": " x\u{0} "}, {"b": 7}], "c": {"b": "y"}});
        let element = Element::new(&json);
        assert_eq!(element.text_at("a.b").as_deref(), Some("x"));
        assert_eq!(element.all("a").count(), 2);
        assert_eq!(element.all("c").count(), 1);
        for path in ["a.b.c", "z", "c.z", ""] {
            assert!(!element.at(path).is_there(), "{path}");
        }
    }

    #[test]
    fn a_calendar_day_ignores_the_time_zone() {
        let expected = NaiveDate::from_ymd_opt(2022, 10, 2);
        for text in ["2022-10-02", "2022-10-02T23:30:00-05:00", "2022-10-02T00:00:00Z"] {
            assert_eq!(day(text).ok(), expected, "{text}");
        }
        assert_eq!(day("2022-10"), Err(NoDate::Partial));
        assert_eq!(day("2022"), Err(NoDate::Partial));
        for text in ["", "10/02/2022", "2022-13-01", "20221002", "last year"] {
            assert_eq!(day(text), Err(NoDate::Unreadable), "{text}");
        }
    }
}
