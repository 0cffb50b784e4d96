//! Days, hours and opening hours in the words of a language.

use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};
use fluent::FluentValue;
use shared::locale::Locale;
use shared::portal::{HelpHours, Weekday};

use crate::words::Words;

const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Mon, "layout-weekday-mon"),
    (Weekday::Tue, "layout-weekday-tue"),
    (Weekday::Wed, "layout-weekday-wed"),
    (Weekday::Thu, "layout-weekday-thu"),
    (Weekday::Fri, "layout-weekday-fri"),
    (Weekday::Sat, "layout-weekday-sat"),
    (Weekday::Sun, "layout-weekday-sun"),
];

/// Day, month and hour in words, for e-mail.
pub fn moment(words: &Words, locale: Locale, at: NaiveDateTime) -> String {
    let date = words.text(
        locale,
        "layout-date",
        &[
            ("day", at.day().into()),
            (
                "month",
                words
                    .text(locale, &format!("layout-month-{}", at.month()), &[])
                    .into(),
            ),
            // As text, so that no language groups its digits.
            ("year", at.year().to_string().into()),
        ],
    );
    let args = [
        ("date", date.into()),
        ("time", time(words, locale, at.time()).into()),
    ];
    words.text(locale, "message-until", &args)
}

/// Day and month in digits, for a text message.
pub fn short_moment(words: &Words, locale: Locale, at: NaiveDateTime) -> String {
    let args = [
        ("day", at.day().into()),
        ("month_number", at.month().into()),
        ("time", time(words, locale, at.time()).into()),
    ];
    words.text(locale, "message-sms-until", &args)
}

/// One line for each run of neighbouring days with the same hours, as the browser shows them.
pub fn help_hours(words: &Words, locale: Locale, hours: &[HelpHours]) -> Vec<String> {
    hours
        .iter()
        .flat_map(|line| {
            WEEK.chunk_by(|a, b| line.days.contains(&a.0) && line.days.contains(&b.0))
                .filter(|run| line.days.contains(&run[0].0))
                .map(|run| hours_line(words, locale, line, run))
        })
        .collect()
}

fn hours_line(words: &Words, locale: Locale, line: &HelpHours, run: &[(Weekday, &str)]) -> String {
    let day = |id| FluentValue::from(words.text(locale, id, &[]));
    let (first, last) = (run[0].1, run[run.len() - 1].1);
    let args = [
        ("first", day(first)),
        ("last", day(last)),
        ("opens", clock(words, locale, &line.opens).into()),
        ("closes", clock(words, locale, &line.closes).into()),
    ];
    let id = if run.len() == 1 {
        "layout-hours-day"
    } else {
        "layout-hours-days"
    };
    words.text(locale, id, &args)
}

/// `HH:MM` in the language's way; anything else stays as it was configured.
fn clock(words: &Words, locale: Locale, written: &str) -> String {
    NaiveTime::parse_from_str(written, "%H:%M")
        .map_or_else(|_| written.to_owned(), |at| time(words, locale, at))
}

/// Each language takes the twelve or the twenty-four hours; both are given.
fn time(words: &Words, locale: Locale, at: NaiveTime) -> String {
    let (is_afternoon, hour12) = at.hour12();
    let args = [
        ("hour24", at.hour().into()),
        ("hour12", hour12.into()),
        ("minute", format!("{:02}", at.minute()).into()),
        ("half", if is_afternoon { "pm" } else { "am" }.into()),
    ];
    words.text(locale, "layout-time", &args)
}
