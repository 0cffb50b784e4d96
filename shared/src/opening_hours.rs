//! Opening hours as lines of words: which days belong on one line, and what a language has to be told about a time.

use crate::portal::{HelpHours, Weekday};

const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Mon, "layout-weekday-mon"),
    (Weekday::Tue, "layout-weekday-tue"),
    (Weekday::Wed, "layout-weekday-wed"),
    (Weekday::Thu, "layout-weekday-thu"),
    (Weekday::Fri, "layout-weekday-fri"),
    (Weekday::Sat, "layout-weekday-sat"),
    (Weekday::Sun, "layout-weekday-sun"),
];

/// A value a message is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Number(u32),
}

/// One line for each run of neighbouring days with the same hours. `say` is the language: message id and values in,
/// words out.
pub fn lines(hours: &[HelpHours], say: impl Fn(&str, &[(&str, Value)]) -> String) -> Vec<String> {
    let line = |hours: &HelpHours, first: usize, last: usize| {
        let day = |place: usize| Value::Text(say(WEEK[place].1, &[]));
        let opens = Value::Text(time(&hours.opens, &say));
        let closes = Value::Text(time(&hours.closes, &say));
        if first == last {
            return say(
                "layout-hours-day",
                &[("first", day(first)), ("opens", opens), ("closes", closes)],
            );
        }
        let values = [
            ("first", day(first)),
            ("last", day(last)),
            ("opens", opens),
            ("closes", closes),
        ];
        say("layout-hours-days", &values)
    };
    hours
        .iter()
        .flat_map(|hours| {
            runs(&hours.days)
                .into_iter()
                .map(|(first, last)| line(hours, first, last))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// `HH:MM` as the language writes it; as it stands when it cannot be read.
fn time(text: &str, say: impl Fn(&str, &[(&str, Value)]) -> String) -> String {
    let parsed = text
        .split_once(':')
        .and_then(|(hour, minute)| Some((hour.parse::<u32>().ok()?, minute)));
    let Some((hour, minute)) = parsed else {
        return text.to_owned();
    };
    let (hour12, half) = twelve_hours(hour);
    let values = [
        ("hour24", Value::Number(hour)),
        ("hour12", Value::Number(hour12)),
        ("minute", Value::Text(minute.to_owned())),
        ("half", Value::Text(half.to_owned())),
    ];
    say("layout-time", &values)
}

fn twelve_hours(hour: u32) -> (u32, &'static str) {
    let half = if hour < 12 { "am" } else { "pm" };
    match hour % 12 {
        0 => (12, half),
        hour => (hour, half),
    }
}

/// The days as runs of neighbours, each by the places of its first and last day in the week.
fn runs(days: &[Weekday]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for place in (0..WEEK.len()).filter(|place| days.contains(&WEEK[*place].0)) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == place => *last = place,
            _ => runs.push((place, place)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says the id and the values, as no language does.
    fn say(id: &str, values: &[(&str, Value)]) -> String {
        let id = id.trim_start_matches("layout-").trim_start_matches("weekday-");
        values.iter().fold(id.to_owned(), |said, (_, value)| match value {
            Value::Text(text) => format!("{said} {text}"),
            Value::Number(number) => format!("{said} {number}"),
        })
    }

    #[test]
    fn neighbouring_days_are_one_line() {
        let hours = HelpHours {
            days: vec![Weekday::Sat, Weekday::Mon, Weekday::Tue, Weekday::Wed],
            opens: "08:30".to_owned(),
            closes: "18:00".to_owned(),
        };
        assert_eq!(
            lines(&[hours], say),
            [
                "hours-days mon wed time 8 8 30 am time 18 6 00 pm",
                "hours-day sat time 8 8 30 am time 18 6 00 pm",
            ]
        );
    }

    #[test]
    fn noon_and_midnight_are_twelve() {
        assert_eq!(twelve_hours(0), (12, "am"));
        assert_eq!(twelve_hours(12), (12, "pm"));
        assert_eq!(twelve_hours(13), (1, "pm"));
    }

    #[test]
    fn a_time_that_cannot_be_read_stays_as_written() {
        assert_eq!(time("noon", say), "noon");
    }
}
