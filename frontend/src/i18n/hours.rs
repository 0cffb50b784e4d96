//! Opening hours of the help phone in words.

use fluent::{FluentArgs, FluentValue};
use shared::portal::{HelpHours, Weekday};

use super::Voice;

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
pub fn lines(voice: &Voice, hours: &[HelpHours]) -> Vec<String> {
    hours
        .iter()
        .flat_map(|hours| {
            runs(&hours.days)
                .into_iter()
                .map(|(first, last)| line(voice, hours, first, last))
        })
        .collect()
}

fn line(voice: &Voice, hours: &HelpHours, first: usize, last: usize) -> String {
    let day = |place: usize| FluentValue::from(voice.say(WEEK[place].1, &FluentArgs::new()));
    let args = FluentArgs::from_iter([
        ("first", day(first)),
        ("last", day(last)),
        ("opens", FluentValue::from(time(voice, &hours.opens))),
        ("closes", FluentValue::from(time(voice, &hours.closes))),
    ]);
    let id = if first == last {
        "layout-hours-day"
    } else {
        "layout-hours-days"
    };
    voice.say(id, &args)
}

/// `HH:MM` as the language writes it; as it stands when it cannot be read.
fn time(voice: &Voice, text: &str) -> String {
    let parsed = text
        .split_once(':')
        .and_then(|(hour, minute)| Some((hour.parse::<u32>().ok()?, minute)));
    let Some((hour, minute)) = parsed else {
        return text.to_owned();
    };
    let (hour12, half) = twelve_hours(hour);
    let args = FluentArgs::from_iter([
        ("hour24", FluentValue::from(hour)),
        ("hour12", FluentValue::from(hour12)),
        ("minute", FluentValue::from(minute.to_owned())),
        ("half", FluentValue::from(half)),
    ]);
    voice.say("layout-time", &args)
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
    use shared::locale::Locale;

    #[test]
    fn neighbouring_days_are_one_line() {
        let words = "layout-weekday-mon = Monday\nlayout-weekday-thu = Thursday\nlayout-weekday-sat = Saturday\n\
            layout-hours-days = { $first } to { $last }, { $opens } to { $closes }\n\
            layout-hours-day = { $first }, { $opens } to { $closes }\n\
            layout-time = { $hour12 }:{ $minute } { $half }\n";
        let hours = HelpHours {
            days: vec![
                Weekday::Sat,
                Weekday::Mon,
                Weekday::Tue,
                Weekday::Wed,
                Weekday::Thu,
            ],
            opens: "08:30".into(),
            closes: "18:00".into(),
        };
        let voice = Voice::new(Locale::ENGLISH, words.to_owned());
        assert_eq!(
            lines(&voice, &[hours]),
            [
                "Monday to Thursday, 8:30 am to 6:00 pm",
                "Saturday, 8:30 am to 6:00 pm"
            ]
        );
    }

    #[test]
    fn noon_and_midnight_are_twelve() {
        assert_eq!(twelve_hours(0), (12, "am"));
        assert_eq!(twelve_hours(12), (12, "pm"));
        assert_eq!(twelve_hours(13), (1, "pm"));
    }
}
