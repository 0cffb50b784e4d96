//! The pages of each language, rendered at start and compressed when first asked for, and every static file.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use shared::locale::Locale;
use shared::opening_hours;
use shared::pages::Page;
use shared::portal::{ChannelState, Channels, Portal};
use shared::routes::page;
use shared::texts::Texts;

pub use self::pieces::PIECE;
pub use self::serve::configure;

use self::dist::Assets;
use self::document::Documents;
use self::encoding::Variants;
use self::file::{Cache, File};
use self::language::Languages;
use crate::app::App;
use crate::words::Words;

mod dist;
mod document;
mod encoding;
mod file;
mod language;
mod last_choice;
mod manifest;
mod pieces;
mod serve;
#[cfg(test)]
mod tests;

const MANIFEST: &str = "/manifest.webmanifest";

/// All that is served besides the API: pages and files, in memory.
pub struct Shell {
    languages: Languages,
    pages: PagesOfLanguages,
    /// The pages while text messages are paused, which most servers never need.
    pages_while_paused: OnceLock<PagesOfLanguages>,
    files: BTreeMap<String, File>,
    /// Names the pages' style sheet in their content security policy.
    style_hash: String,
    is_demo: bool,
}

/// By language tag.
type PagesOfLanguages = BTreeMap<&'static str, Pages>;

/// One language's pages.
struct Pages {
    /// The start page with all languages in sight.
    first_visit: File,
    by_page: BTreeMap<Page, File>,
    manifest: File,
}

impl Shell {
    pub fn render(app: &App) -> Self {
        let portal_for = |locale| app.portal_with(locale, app.channels);
        let mut shell = Self::render_with(&app.words, portal_for, app.default_locale, &Assets::read());
        shell.languages.is_https = app.is_https();
        shell
    }

    /// `portal_for` gives the department's texts in a language and names the languages offered.
    fn render_with(
        words: &Words,
        portal_for: impl Fn(Locale) -> Portal + Sync,
        default: Locale,
        assets: &Assets,
    ) -> Self {
        let portal = portal_for(default);
        let offered: Vec<Locale> = portal
            .locales
            .iter()
            .filter_map(|tag| Locale::from_tag(tag))
            .collect();
        Self {
            pages: render_pages(words, portal_for, &offered, assets),
            pages_while_paused: OnceLock::new(),
            languages: Languages {
                offered,
                default,
                is_https: false,
            },
            files: dist::files().collect(),
            style_hash: policy_hash(assets.style()),
            is_demo: portal.demo,
        }
    }

    /// The source expression that lets the style sheet of the pages in.
    pub fn style_hash(&self) -> &str {
        &self.style_hash
    }

    /// The pages that tell the browser app what the service can do now. Without an app it can do everything.
    fn pages(&self, locale: Locale, app: Option<&App>) -> &Pages {
        let pages = match app.map(|app| (app, app.channels_now())) {
            Some((app, channels)) if channels.sms == ChannelState::Paused => {
                self.pages_while_paused(app, channels)
            }
            Some(_) | None => &self.pages,
        };
        pages
            .get(locale.tag())
            .expect("every offered language is rendered")
    }

    fn pages_while_paused(&self, app: &App, channels: Channels) -> &PagesOfLanguages {
        self.pages_while_paused.get_or_init(|| {
            let portal_for = |locale| app.portal_with(locale, channels);
            render_pages(&app.words, portal_for, &self.languages.offered, &Assets::read())
        })
    }
}

impl Pages {
    fn render(documents: &Documents<'_>) -> Self {
        let texts = &documents.texts;
        let file = |content_type, text: String| {
            let variants = Variants::of(text.into());
            File::new(content_type, Cache::AskFirst, variants).in_language(texts.locale)
        };
        let html =
            |page, is_first_visit| file("text/html; charset=utf-8", documents.html(page, is_first_visit));
        let description = texts.text("start-lead", &[]);
        let manifest = manifest::manifest(texts.portal, texts.locale, &description, documents.assets);
        let topics = (0..page::HELP_TOPICS.len()).map(Page::HelpTopic);
        let pages = page::ALL
            .into_iter()
            .map(Page::at)
            .chain(topics)
            .chain([Page::NotFound]);
        Self {
            first_visit: html(Page::Start, true),
            by_page: pages.map(|page| (page, html(page, false))).collect(),
            manifest: file("application/manifest+json", manifest),
        }
    }

    fn get(&self, page: Page) -> &File {
        self.by_page.get(&page).expect("every page is rendered")
    }
}

/// Languages are independent of each other, so each core renders its share of them.
fn render_pages(
    words: &Words,
    portal_for: impl Fn(Locale) -> Portal + Sync,
    offered: &[Locale],
    assets: &Assets,
) -> PagesOfLanguages {
    let word_files: BTreeMap<_, _> = offered
        .iter()
        .map(|locale| (locale.tag().to_owned(), assets.words(locale.tag())))
        .collect();
    on_all_cores(offered, |locale: Locale| {
        let portal = portal_for(locale);
        let format = |id: &str, args: &_| words.marked(locale, id, args);
        let texts = Texts {
            locale,
            portal: &portal,
            help_hours: &opening_hours::lines(&portal.help_hours, &format),
            format: &format,
        };
        let documents = Documents {
            texts,
            assets,
            words: &word_files,
        };
        (locale.tag(), Pages::render(&documents))
    })
}

/// A hash source of Content Security Policy Level 3, section 2.3.1.
fn policy_hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(digest(&SHA256, text.as_bytes())))
}

/// Calls `render` for each language, on as many threads as there are cores.
fn on_all_cores<K: Ord + Send, V: Send>(
    locales: &[Locale],
    render: impl Fn(Locale) -> (K, V) + Sync,
) -> BTreeMap<K, V> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = locales.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = locales
            .chunks(share)
            .map(|share| {
                let render = &render;
                scope.spawn(move || share.iter().map(|locale| render(*locale)).collect::<Vec<_>>())
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("rendering a page does not panic"))
            .collect()
    })
}
