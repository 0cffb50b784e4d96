//! Dates in words, and month names as people type them.

use shared::texts::month_id;

use super::Words;
use crate::browser;

/// The three parts of a typed date, in the order of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    Day,
    Month,
    Year,
}

impl DatePart {
    /// Reads `layout-date-order`; month, day, year if it cannot be read.
    pub fn order(pattern: &str) -> [Self; 3] {
        match pattern.trim() {
            "dmy" => [Self::Day, Self::Month, Self::Year],
            "ymd" => [Self::Year, Self::Month, Self::Day],
            _ => [Self::Month, Self::Day, Self::Year],
        }
    }
}

impl Words {
    /// A date of the record (`YYYY-MM-DD`, more may follow) in words; unchanged if it is not a date.
    pub fn date(self, iso: &str) -> String {
        self.with_texts(|texts| texts.date(iso))
    }

    /// A time of the day (`HH:MM`) in the language's format.
    pub fn time(self, hours_and_minutes: &str) -> String {
        self.with_texts(|texts| texts.time(hours_and_minutes))
    }

    /// The same date in English; `None` while English is not loaded.
    pub fn english_date(self, iso: &str) -> Option<String> {
        self.with_english(|texts| texts.date(iso))
    }

    pub fn months(self) -> Months {
        let names: Vec<String> = (1..=12).map(|month| self.text(&month_id(month))).collect();
        Months::new(&names, browser::lower_case)
    }

    pub fn date_order(self) -> [DatePart; 3] {
        DatePart::order(&self.text("layout-date-order"))
    }
}

/// The names of the twelve months as people type them.
pub struct Months {
    names: Vec<String>,
    lower: fn(&str) -> String,
}

impl Months {
    /// `lower` converts a text to lower case, which the browser can do itself.
    pub fn new(names: &[String], lower: fn(&str) -> String) -> Self {
        Self {
            names: names.iter().map(|name| lower(name)).collect(),
            lower,
        }
    }

    /// The number of the month that was typed as a word, or at least as its first three letters.
    pub fn number(&self, typed: &str) -> Option<u32> {
        let typed = (self.lower)(typed.trim().trim_end_matches('.'));
        let begins = |name: &String| typed.chars().count() >= 3 && name.starts_with(&typed);
        let exact = self.names.iter().position(|name| *name == typed);
        let found = exact.or_else(|| {
            // Three letters can begin two months (juin, juillet); then the result is `None`.
            let mut begun = self.names.iter().enumerate().filter(|(_, name)| begins(name));
            match (begun.next(), begun.next()) {
                (Some((place, _)), None) => Some(place),
                _ => None,
            }
        })?;
        u32::try_from(found + 1).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(list: &str) -> Months {
        let names: Vec<String> = list.split(' ').map(str::to_owned).collect();
        Months::new(&names, str::to_lowercase)
    }

    #[test]
    fn a_month_is_read_as_word_or_beginning() {
        let english =
            months("January February March April May June July August September October November December");
        assert_eq!(english.number("February"), Some(2));
        assert_eq!(english.number(" sept. "), Some(9));
        assert_eq!(english.number("MAY"), Some(5));
        assert_eq!(english.number("Ju"), None);
        assert_eq!(english.number("13"), None);
        assert_eq!(english.number(""), None);
    }

    #[test]
    fn a_beginning_of_two_months_is_not_guessed() {
        let french =
            months("janvier février mars avril mai juin juillet août septembre octobre novembre décembre");
        assert_eq!(french.number("jui"), None);
        assert_eq!(french.number("juil."), Some(7));
        assert_eq!(french.number("Août"), Some(8));
    }

    #[test]
    fn the_order_of_a_typed_date_follows_the_language() {
        assert_eq!(DatePart::order("dmy")[0], DatePart::Day);
        assert_eq!(DatePart::order("ymd")[0], DatePart::Year);
        assert_eq!(DatePart::order("mdy")[0], DatePart::Month);
    }
}
