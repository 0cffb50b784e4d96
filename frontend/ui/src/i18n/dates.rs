//! Dates in words, and month names as people type them.

use super::{Arg, Words};
use crate::browser;

/// The three parts of a typed date, in the order a language writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    Day,
    Month,
    Year,
}

impl DatePart {
    /// Reads `layout-date-order`; month, day, year where it cannot be read.
    pub fn order(pattern: &str) -> [Self; 3] {
        match pattern.trim() {
            "dmy" => [Self::Day, Self::Month, Self::Year],
            "ymd" => [Self::Year, Self::Month, Self::Day],
            _ => [Self::Month, Self::Day, Self::Year],
        }
    }
}

impl Words {
    /// A date of the record (`YYYY-MM-DD`, more may follow) in words; as it stands when it is no date.
    pub fn date(self, iso: &str) -> String {
        match parts(iso) {
            Some((day, month, year)) => {
                self.text_with("layout-date", &date_args(day, self.text(&month_id(month)), year))
            }
            None => iso.to_owned(),
        }
    }

    /// The same date in English; nothing while English is not there.
    pub fn english_date(self, iso: &str) -> Option<String> {
        let (day, month, year) = parts(iso)?;
        let month = self.english(&month_id(month), &[])?;
        self.english("layout-date", &date_args(day, month, year))
    }

    pub fn months(self) -> Months {
        let names: Vec<String> = (1..=12).map(|month| self.text(&month_id(month))).collect();
        Months::new(&names, browser::lower_case)
    }

    pub fn date_order(self) -> [DatePart; 3] {
        DatePart::order(&self.text("layout-date-order"))
    }
}

fn month_id(month: u32) -> String {
    format!("layout-month-{month}")
}

fn parts(iso: &str) -> Option<(u32, u32, u32)> {
    // By hand: chrono's reader of patterns is 20 kB that every visitor would fetch.
    let mut numbers = iso.get(..10)?.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((day, month, year))
}

fn date_args(day: u32, month: String, year: u32) -> [(&'static str, Arg); 3] {
    // The year is text: as a number Fluent might group its digits.
    [
        ("day", Arg::Text(day.to_string())),
        ("month", Arg::Text(month)),
        ("year", Arg::Text(year.to_string())),
    ]
}

/// The names of the twelve months as people type them.
pub struct Months {
    names: Vec<String>,
    lower: fn(&str) -> String,
}

impl Months {
    /// `lower` writes a text in small letters: the browser can do that itself.
    pub fn new(names: &[String], lower: fn(&str) -> String) -> Self {
        Self {
            names: names.iter().map(|name| lower(name)).collect(),
            lower,
        }
    }

    /// The number of the month somebody typed as a word, or at least its first three letters.
    pub fn number(&self, typed: &str) -> Option<u32> {
        let typed = (self.lower)(typed.trim().trim_end_matches('.'));
        let begins = |name: &String| typed.chars().count() >= 3 && name.starts_with(&typed);
        let exact = self.names.iter().position(|name| *name == typed);
        let found = exact.or_else(|| {
            // Three letters can begin two months (juin, juillet): then nothing is guessed.
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
    fn a_date_of_the_record_is_read_with_or_without_a_time() {
        assert_eq!(parts("2022-10-02"), Some((2, 10, 2022)));
        assert_eq!(parts("2022-10-02T11:00:00Z"), Some((2, 10, 2022)));
        assert_eq!(parts("soon"), None);
    }

    #[test]
    fn the_order_of_a_typed_date_follows_the_language() {
        assert_eq!(DatePart::order("dmy")[0], DatePart::Day);
        assert_eq!(DatePart::order("ymd")[0], DatePart::Year);
        assert_eq!(DatePart::order("mdy")[0], DatePart::Month);
    }
}
