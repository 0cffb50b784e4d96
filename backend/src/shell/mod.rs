//! The page shell of each language, rendered and compressed at start, and every static file.

use std::collections::{BTreeMap, HashMap};

use shared::locale::Locale;
use shared::portal::Portal;
use shared::shell::WordFiles;

pub use self::serve::configure;

use self::dist::Assets;
use self::encoding::Variants;
use self::file::{Cache, File, content_hash};
use self::language::Languages;
use self::page::{Ingredients, Main};
use self::voice::Voice;
use crate::words::{Part, Words};

mod dist;
mod encoding;
mod file;
mod language;
mod manifest;
mod page;
mod prose;
mod serve;
mod template;
#[cfg(test)]
mod tests;
mod voice;

const MANIFEST: &str = "/manifest.webmanifest";

/// All that is served besides the API: pages and files, in memory.
pub struct Shell {
    languages: Languages,
    pages: HashMap<&'static str, Pages>,
    files: HashMap<String, File>,
    is_demo: bool,
}

/// One language's pages.
struct Pages {
    first_visit: File,
    start: File,
    /// Every other page: the app shows what it is.
    other: File,
    manifest: File,
}

impl Shell {
    /// `portal_for` gives the department's texts in a language; which languages are offered stands in them.
    pub fn render(words: &Words, portal_for: impl Fn(Locale) -> Portal, default: Locale) -> Self {
        Self::render_with(words, portal_for, default, &Assets::read())
    }

    fn render_with(
        words: &Words,
        portal_for: impl Fn(Locale) -> Portal,
        default: Locale,
        assets: &Assets,
    ) -> Self {
        let portal = portal_for(default);
        let offered: Vec<Locale> = portal
            .locales
            .iter()
            .filter_map(|tag| Locale::from_tag(tag))
            .collect();
        let mut files: HashMap<String, File> = dist::files().collect();
        let word_files: BTreeMap<String, WordFiles> = offered
            .iter()
            .map(|locale| (locale.tag().to_owned(), add_words(&mut files, words, *locale)))
            .collect();
        let pages = offered.iter().map(|locale| {
            let portal = portal_for(*locale);
            let voice = Voice {
                words,
                locale: *locale,
                portal: &portal,
            };
            let ingredients = Ingredients {
                voice,
                offered: &offered,
                assets,
                words: &word_files,
            };
            (locale.tag(), Pages::render(&ingredients))
        });
        Self {
            pages: pages.collect(),
            languages: Languages { offered, default },
            files,
            is_demo: portal.demo,
        }
    }

    fn pages(&self, locale: Locale) -> &Pages {
        self.pages
            .get(locale.tag())
            .expect("every offered language is rendered")
    }
}

impl Pages {
    fn render(ingredients: &Ingredients<'_>) -> Self {
        let voice = &ingredients.voice;
        let file = |content_type, text| {
            File::new(content_type, Cache::AskFirst, Variants::compress(text)).in_language(voice.locale)
        };
        let html = |main| file("text/html; charset=utf-8", ingredients.html(main));
        let description = voice.plain("start-lead");
        let manifest = manifest::manifest(voice.portal, voice.locale, &description, ingredients.assets);
        Self {
            first_visit: html(Main::FirstVisit),
            start: html(Main::Start),
            other: html(Main::Loading),
            manifest: file("application/manifest+json", manifest),
        }
    }
}

/// Adds a language's words to what is served; their paths change with their content.
fn add_words(files: &mut HashMap<String, File>, words: &Words, locale: Locale) -> WordFiles {
    let mut add = |part, name: &str| {
        let text = words.file(locale, part);
        let path = format!("/locales/{locale}/{name}.{}.ftl", content_hash(text.as_bytes()));
        let file = File::new(
            "text/plain; charset=utf-8",
            Cache::Forever,
            Variants::compress(text),
        );
        files.insert(path.clone(), file);
        path
    };
    WordFiles {
        first: add(Part::First, "first"),
        help: add(Part::Help, "help"),
        legal: add(Part::Legal, "legal"),
    }
}
