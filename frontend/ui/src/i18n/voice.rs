//! The texts of one language, parsed by Fluent.

use fluent::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use shared::locale::Locale;
use shared::texts::{Arg, FluentArg};
use unic_langid::LanguageIdentifier;

/// The parts in which a language is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The texts of a first visit.
    First,
    /// The texts of a link, a record and a card.
    Record,
    Help,
    Legal,
}

/// The texts of one language, as far as they are loaded.
pub struct Voice {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
    parts: Vec<Part>,
}

impl Voice {
    pub fn new(locale: Locale, first: String) -> Self {
        let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![language]);
        // Views wrap text of the other direction in <bdi>; marks inside the text would be copied and read aloud.
        bundle.set_use_isolating(false);
        let mut voice = Self {
            locale,
            bundle,
            parts: Vec::new(),
        };
        voice.add(Part::First, first);
        voice
    }

    /// Adds a part. An invalid message is omitted, so that the rest of the page still has its texts.
    pub fn add(&mut self, part: Part, ftl: String) {
        let resource = FluentResource::try_new(ftl).unwrap_or_else(|(readable, _)| readable);
        self.bundle.add_resource_overriding(resource);
        self.parts.push(part);
    }

    pub fn locale(&self) -> Locale {
        self.locale
    }

    pub fn parts(&self) -> Vec<Part> {
        self.parts.clone()
    }

    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// The message with marks around its values. It is empty while the message is not loaded, because an id helps no reader.
    pub fn format(&self, id: &str, args: &[(&'static str, Arg)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return String::new();
        };
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, arg)| match arg.marked() {
                FluentArg::Text(text) => (*name, FluentValue::from(text)),
                FluentArg::Number(number) => (*name, FluentValue::from(number)),
            })
            .collect();
        let mut problems = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&args), &mut problems)
            .into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_no_isolation_marks() {
        let voice = Voice::new(Locale::ENGLISH, "greeting = Hello { $name }\n".to_owned());
        assert_eq!(
            voice.format("greeting", &[("name", Arg::Text("Zoë".into()))]),
            "Hello Zoë"
        );
    }

    #[test]
    fn a_missing_message_is_empty() {
        let voice = Voice::new(Locale::ENGLISH, String::new());
        assert_eq!(voice.format("greeting", &[]), "");
    }
}
