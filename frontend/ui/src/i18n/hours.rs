//! Opening hours of the help phone in words.

use fluent::{FluentArgs, FluentValue};
use shared::opening_hours::{self, Value};
use shared::portal::HelpHours;

use super::Voice;

/// One line for each run of neighbouring days with the same hours.
pub fn lines(voice: &Voice, hours: &[HelpHours]) -> Vec<String> {
    opening_hours::lines(hours, |id, values| {
        let args: FluentArgs<'_> = values
            .iter()
            .map(|(name, value)| match value {
                Value::Text(text) => (*name, FluentValue::from(text.as_str())),
                Value::Number(number) => (*name, FluentValue::from(*number)),
            })
            .collect();
        voice.say(id, &args)
    })
}
