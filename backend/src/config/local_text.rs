//! A text for people as a department configures it: one for all languages, or one for each.

use shared::locale::Locale;
use toml::Value;

use super::mistake::Wrong;
use super::values;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalText {
    ForAll(String),
    ByLocale(Vec<(Locale, String)>),
}

impl LocalText {
    pub fn parse(value: &Value) -> Result<Self, Wrong> {
        let Some(table) = value.as_table() else {
            return values::text(value).map(Self::ForAll).map_err(|_| {
                Wrong::new(
                    "is neither a text nor a table of texts by language",
                    "write it like { en = \"…\", fr = \"…\" }",
                )
            });
        };
        table
            .iter()
            .map(|(tag, text)| Ok((locale(tag)?, values::text(text)?)))
            .collect::<Result<_, _>>()
            .map(Self::ByLocale)
    }

    /// The text in this language; `None` if there is none.
    pub fn written_in(&self, locale: Locale) -> Option<&str> {
        match self {
            Self::ForAll(text) => Some(text),
            Self::ByLocale(texts) => texts
                .iter()
                .find(|(written, _)| *written == locale)
                .map(|(_, text)| text.as_str()),
        }
    }

    /// Every configured text.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::ForAll(text) => vec![text],
            Self::ByLocale(texts) => texts.iter().map(|(_, text)| text.as_str()).collect(),
        }
    }
}

/// A language of this version, by its exact tag.
pub fn locale(tag: &str) -> Result<Locale, Wrong> {
    Locale::all().find(|locale| locale.tag() == tag).ok_or_else(|| {
        let tags: Vec<_> = Locale::all().map(Locale::tag).collect();
        Wrong::new(
            format!("names `{tag}`, which is not an available language"),
            format!("the languages are {}", tags.join(", ")),
        )
    })
}
