//! The words people read, on the server's side: `locales/` embedded, checked at load, formatted by id. What is said
//! where is not decided here.

use std::collections::BTreeMap;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use shared::locale::Locale;
use thiserror::Error;

#[cfg(test)]
mod completeness;
#[cfg(test)]
mod reading_level;
#[cfg(test)]
mod typography;

#[derive(RustEmbed)]
#[folder = "../locales"]
struct Embedded;

/// What the browser fetches together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All that a first visit needs.
    First,
    Help,
    Legal,
}

impl Part {
    pub const ALL: [Self; 3] = [Self::First, Self::Help, Self::Legal];

    /// The names of its files, without folder and ending.
    pub const fn files(self) -> &'static [&'static str] {
        match self {
            Self::First => &[
                "layout", "start", "request", "unlock", "record", "problems", "vaccines",
            ],
            Self::Help => &["help"],
            Self::Legal => &["legal"],
        }
    }
}

/// The file that never leaves the server.
const MESSAGES: &str = "messages";

/// Why `locales/` cannot be used. Each names the file, and the message where there is one.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum WordsError {
    #[error("locales/{path} is missing or is not UTF-8")]
    Missing { path: String },
    #[error("locales/{path}, line {line}, `{id}`: {why}")]
    Unreadable {
        path: String,
        line: usize,
        id: String,
        why: String,
    },
    #[error("locales/{path}: {why}")]
    Twice { path: String, why: String },
}

/// Every language's words.
pub struct Words {
    languages: Vec<Language>,
}

struct Language {
    locale: Locale,
    /// The text of each file, by its name without folder and ending.
    sources: BTreeMap<&'static str, String>,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Reads the embedded `locales/`; the first mistake in it is the error.
    pub fn load() -> Result<Self, WordsError> {
        Self::read(|path| {
            let file = Embedded::get(path)?;
            String::from_utf8(file.data.into_owned()).ok()
        })
    }

    /// The words for `id`: in this language, else in English, else the id itself, so that a mistake is seen and
    /// nothing fails.
    pub fn text(&self, locale: Locale, id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.format(locale, id, &args)
            .or_else(|| self.format(Locale::ENGLISH, id, &args))
            .unwrap_or_else(|| id.to_owned())
    }

    pub fn has(&self, locale: Locale, id: &str) -> bool {
        self.language(locale)
            .is_some_and(|language| language.bundle.has_message(id))
    }

    /// The Fluent text the browser fetches: the part's files one after the other, without the comments.
    pub fn file(&self, locale: Locale, part: Part) -> String {
        let sources = self.language(locale).map(|language| &language.sources);
        part.files()
            .iter()
            .filter_map(|name| sources?.get(name))
            .map(|source| without_comments(source))
            .collect()
    }

    fn read(text_of: impl Fn(&str) -> Option<String>) -> Result<Self, WordsError> {
        let languages = Locale::all()
            .map(|locale| Language::read(locale, &text_of))
            .collect::<Result<_, _>>()?;
        Ok(Self { languages })
    }

    fn language(&self, locale: Locale) -> Option<&Language> {
        self.languages.iter().find(|language| language.locale == locale)
    }

    fn format(&self, locale: Locale, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = &self.language(locale)?.bundle;
        let pattern = bundle.get_message(id)?.value()?;
        // A variable that was not given stays visible as `{$name}`; the completeness test finds it before people do.
        let text = bundle.format_pattern(pattern, Some(args), &mut Vec::new());
        Some(text.into_owned())
    }
}

impl Language {
    fn read(locale: Locale, text_of: impl Fn(&str) -> Option<String>) -> Result<Self, WordsError> {
        let language = locale.tag().parse().expect("every locale's tag is well-formed");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks would end up inside links and codes that people copy; the views isolate what needs it.
        bundle.set_use_isolating(false);
        let mut sources = BTreeMap::new();
        for name in file_names() {
            let path = format!("{}/{name}.ftl", locale.tag());
            let source = text_of(&path).ok_or_else(|| WordsError::Missing { path: path.clone() })?;
            let resource = FluentResource::try_new(source.clone()).map_err(|(_, errors)| {
                let error = errors.first();
                // The slice begins where the message does, the position is where the parser gave up.
                let start = error
                    .and_then(|error| error.slice.as_ref())
                    .map_or(0, |slice| slice.start);
                let why = error.map(ToString::to_string).unwrap_or_default();
                unreadable(&path, &source, start, why)
            })?;
            bundle
                .add_resource(resource)
                .map_err(|errors| WordsError::Twice {
                    path: path.clone(),
                    why: errors.first().map(ToString::to_string).unwrap_or_default(),
                })?;
            sources.insert(name, source);
        }
        Ok(Self {
            locale,
            sources,
            bundle,
        })
    }
}

fn file_names() -> impl Iterator<Item = &'static str> {
    let served = Part::ALL.into_iter().flat_map(Part::files).copied();
    served.chain([MESSAGES])
}

/// `start` is where the message that cannot be read begins.
fn unreadable(path: &str, source: &str, start: usize, why: String) -> WordsError {
    let (before, message) = source.split_at_checked(start).unwrap_or((source, ""));
    WordsError::Unreadable {
        path: path.to_owned(),
        line: before.matches('\n').count() + 1,
        id: message
            .split(['=', ' ', '\n'])
            .next()
            .unwrap_or_default()
            .to_owned(),
        why,
    }
}

/// In Fluent only a comment can have `#` in the first column: the lines of a message are indented.
fn without_comments(source: &str) -> String {
    source
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| [line, "\n"])
        .collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    /// Words of which every file is empty but one.
    fn with_one_file(path: &'static str, text: &'static str) -> Result<Words, WordsError> {
        Words::read(|asked| Some(if asked == path { text } else { "" }.to_owned()))
    }

    fn french() -> Locale {
        Locale::from_tag("fr").unwrap()
    }

    #[test]
    fn the_embedded_words_load() {
        let words = Words::load().unwrap();
        for locale in Locale::all() {
            assert!(words.has(locale, "problem-pin-missing"), "{locale}");
        }
    }

    #[test]
    fn a_missing_text_is_english_then_its_id() {
        let words = with_one_file("en/start.ftl", "start-hello = Hello { $name }\n").unwrap();
        let args = [("name", "Zoë".into())];
        assert_eq!(words.text(french(), "start-hello", &args), "Hello Zoë");
        assert_eq!(words.text(french(), "start-nothing", &[]), "start-nothing");
        assert!(!words.has(french(), "start-hello"));
    }

    #[test]
    fn a_mistake_is_named_with_file_line_and_message() {
        let error = with_one_file("fr/help.ftl", "help-one = A\n\nhelp-two = { $a\nhelp-three = B\n").err();
        let Some(WordsError::Unreadable { path, line, id, .. }) = error else {
            panic!("{error:?}")
        };
        assert_eq!((path.as_str(), line, id.as_str()), ("fr/help.ftl", 3, "help-two"));
    }

    #[test]
    fn a_message_said_twice_is_named() {
        let error = with_one_file("ar/unlock.ftl", "unlock-a = A\nunlock-a = B\n")
            .err()
            .unwrap();
        assert!(error.to_string().contains("ar/unlock.ftl"), "{error}");
        assert!(error.to_string().contains("unlock-a"), "{error}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Words::read(|path| (path != "fr/legal.ftl").then(String::new)).err();
        assert_eq!(
            error,
            Some(WordsError::Missing {
                path: "fr/legal.ftl".to_owned()
            })
        );
    }

    #[test]
    fn the_browser_gets_each_part_without_comments() {
        let words = with_one_file("en/help.ftl", "# For us\nhelp-body =\n    ## For them\n").unwrap();
        assert_eq!(
            words.file(Locale::ENGLISH, Part::Help),
            "help-body =\n    ## For them\n"
        );
    }

    #[test]
    fn a_first_visit_fetches_ten_kilobytes_of_words_at_most() {
        let words = Words::load().unwrap();
        for locale in Locale::all() {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder
                .write_all(words.file(locale, Part::First).as_bytes())
                .unwrap();
            let size = encoder.finish().unwrap().len();
            assert!(size <= 10_000, "{locale}: {size} bytes");
        }
    }

    #[test]
    fn message_texts_are_in_no_part_the_browser_fetches() {
        assert!(Part::ALL.iter().all(|part| !part.files().contains(&MESSAGES)));
    }

    #[test]
    fn nothing_is_put_around_a_value() {
        let words = with_one_file("ar/start.ftl", "start-a = أ { $code } ب\n").unwrap();
        let arabic = Locale::from_tag("ar").unwrap();
        assert_eq!(
            words.text(arabic, "start-a", &[("code", "K7P4".into())]),
            "أ K7P4 ب"
        );
    }
}
