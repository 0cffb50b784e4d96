//! Opening hours as lines of text: which days share a line, and the arguments for a language's time format.

use crate::portal::{HelpHours, Weekday};
use crate::texts::{Arg, Format};

const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Mon, "layout-weekday-mon"),
    (Weekday::Tue, "layout-weekday-tue"),
    (Weekday::Wed, "layout-weekday-wed"),
    (Weekday::Thu, "layout-weekday-thu"),
    (Weekday::Fri, "layout-weekday-fri"),
    (Weekday::Sat, "layout-weekday-sat"),
    (Weekday::Sun, "layout-weekday-sun"),
];

/// One line for each run of neighbouring days with the same hours.
pub fn lines(hours: &[HelpHours], format: &Format<'_>) -> Vec<String> {
    let line = |hours: &HelpHours, first: usize, last: usize| {
        let day = |place: usize| Arg::Text(format(WEEK[place].1, &[]));
        let opens = Arg::Text(time(&hours.opens, format));
        let closes = Arg::Text(time(&hours.closes, format));
        if first == last {
            return format(
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
        format("layout-hours-days", &values)
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

/// `HH:MM` in the language's format; unchanged if it cannot be read.
pub fn time(text: &str, format: &Format<'_>) -> String {
    let parsed = text
        .split_once(':')
        .and_then(|(hour, minute)| Some((hour.parse::<u32>().ok()?, minute)));
    let Some((hour, minute)) = parsed else {
        return text.to_owned();
    };
    let (hour12, half) = twelve_hours(hour);
    let values = [
        ("hour24", Arg::Number(hour)),
        ("hour12", Arg::Number(hour12)),
        ("minute", Arg::Text(minute.to_owned())),
        ("half", Arg::Text(half.to_owned())),
    ];
    format("layout-time", &values)
}

fn twelve_hours(hour: u32) -> (u32, &'static str) {
    let half = if hour < 12 { "am" } else { "pm" };
    match hour % 12 {
        0 => (12, half),
        hour => (hour, half),
    }
}

/// The days as runs of neighbours, each with the places of its first and last day in the week.
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

    /// A test format that prints the id and the values.
    fn format(id: &str, values: &[(&'static str, Arg)]) -> String {
        let id = id.trim_start_matches("layout-").trim_start_matches("weekday-");
        values.iter().fold(id.to_owned(), |said, (_, value)| match value {
            Arg::Text(text) | Arg::Ltr(text) | Arg::Phone(text) | Arg::Email(text) => {
                format!("{said} {text}")
            }
            Arg::Number(number) => format!("{said} {number}"),
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
            lines(&[hours], &format),
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
        assert_eq!(time("noon", &format), "noon");
    }
}
