//! The texts for people, on the server's side: `locales/` embedded, checked at load, formatted by id. Other modules choose
//! the ids.

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use shared::locale::Locale;
use shared::texts::{Arg, FluentArg};
use thiserror::Error;

#[cfg(test)]
mod completeness;
#[cfg(test)]
mod reading_level;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod typography;

#[derive(RustEmbed)]
#[folder = "../locales"]
struct Embedded;

/// The names of each language's files, without folder and ending. `.ci/dist` writes the part that the browser fetches.
const FILES: [&str; 10] = [
    "layout", "start", "request", "unlock", "record", "problems", "vaccines", "help", "legal", "messages",
];

/// Why `locales/` cannot be used. Each error names the file, and the message if it concerns one.
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

/// The texts of every language.
pub struct Words {
    languages: Vec<Language>,
}

struct Language {
    locale: Locale,
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

    /// The text for `id` in this language, else in English, else the id itself, so that a mistake is visible and nothing
    /// fails.
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

    /// The same for `shared::texts`, which formats some values itself.
    pub fn marked(&self, locale: Locale, id: &str, args: &[(&'static str, Arg)]) -> String {
        let args: Vec<_> = args
            .iter()
            .map(|(name, arg)| match arg.marked() {
                FluentArg::Text(text) => (*name, FluentValue::from(text)),
                FluentArg::Number(number) => (*name, FluentValue::from(number)),
            })
            .collect();
        self.text(locale, id, &args)
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
        // A variable without a value stays visible as `{$name}`; the completeness test finds it first.
        let text = bundle.format_pattern(pattern, Some(args), &mut Vec::new());
        Some(text.into_owned())
    }
}

impl Language {
    fn read(locale: Locale, text_of: impl Fn(&str) -> Option<String>) -> Result<Self, WordsError> {
        let language = locale.tag().parse().expect("every locale's tag is well-formed");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Fluent's isolation marks would end up in links and codes that people copy. The views isolate values themselves.
        bundle.set_use_isolating(false);
        for name in FILES {
            let path = format!("{}/{name}.ftl", locale.tag());
            let source = text_of(&path).ok_or_else(|| WordsError::Missing { path: path.clone() })?;
            let resource = FluentResource::try_new(source.clone()).map_err(|(_, errors)| {
                let error = errors.first();
                // The slice begins at the message; the position is where the parser stopped.
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
        }
        Ok(Self { locale, bundle })
    }
}

/// `start` is the beginning of the unreadable message.
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
