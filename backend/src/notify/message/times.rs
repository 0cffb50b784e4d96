//! Days, hours and opening hours in the words of a language.

use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};
use shared::locale::Locale;
use shared::opening_hours;
use shared::portal::HelpHours;

use crate::words::Words;

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

/// One line for each run of days with the same hours.
pub fn help_hours(words: &Words, locale: Locale, hours: &[HelpHours]) -> Vec<String> {
    opening_hours::lines(hours, &|id, args| words.marked(locale, id, args))
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
