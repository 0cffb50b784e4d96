//! The page shell in one language: the template `frontend/index.html` with words, portal values and asset paths.

use std::collections::BTreeMap;

use shared::locale::Locale;
use shared::routes::LANG_QUERY;
use shared::shell::{ShellData, WordFiles};

use super::dist::Assets;
use super::template::{escape, fill, tidy, without};
use super::voice::Voice;

const TEMPLATE: &str = include_str!("../../../frontend/index.html");
/// What Trunk reads; the page itself has the final paths instead.
const TRUNK: &str = "trunk";

/// What fills the page's main part until the app takes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Main {
    /// The start page, readable at once and without the app, with all languages in sight.
    FirstVisit,
    /// The start page for who chose a language before.
    Start,
    /// Only that the page is coming.
    Loading,
}

impl Main {
    /// The sections of the template that belong to other pages.
    const fn leaves_out(self) -> &'static [&'static str] {
        match self {
            Self::FirstVisit => &["other pages"],
            Self::Start => &["other pages", "first visit"],
            Self::Loading => &["start page", "first visit"],
        }
    }
}

/// What all pages of one language are made of.
pub struct Ingredients<'a> {
    pub voice: Voice<'a>,
    pub offered: &'a [Locale],
    pub assets: &'a Assets,
    pub words: &'a BTreeMap<String, WordFiles>,
}

impl Ingredients<'_> {
    pub fn html(&self, main: Main) -> String {
        let demo = (!self.voice.portal.demo).then_some("demo");
        let sections = main.leaves_out().iter().copied().chain([TRUNK]).chain(demo);
        let template = sections.fold(TEMPLATE.to_owned(), |template, section| {
            without(&template, section)
        });
        let template = tidy(&template);
        fill(&template, |place| self.value(place, main))
    }

    /// A place is a name of its own, or `<how> <message id>`.
    fn value(&self, place: &str, main: Main) -> String {
        let Voice { locale, portal, .. } = self.voice;
        match place {
            "lang" => locale.tag().to_owned(),
            "dir" => locale.direction().html().to_owned(),
            "service" => escape(&portal.service_name),
            "official-banner" => escape(&portal.official_banner),
            "interpreter" => escape(&portal.interpreter),
            "title" => escape(&match main {
                Main::FirstVisit | Main::Start => self.voice.document_title("start-title"),
                Main::Loading => portal.service_name.clone(),
            }),
            "theme-color" => super::manifest::THEME_COLOR.to_owned(),
            "asset-links" => self.asset_links(),
            "not-built" => self.not_built().to_owned(),
            "language" => locale.own_name().to_owned(),
            "help-hours" => self.help_hours(),
            "languages" => self.languages(),
            "shell-data" => self.data(),
            _ => match place.split_once(' ') {
                Some(("say", id)) => self.voice.html(id),
                Some(("plain", id)) => escape(&self.voice.plain(id)),
                Some(("prose", id)) => self.voice.prose(id),
                _ => unreachable!("frontend/index.html asks for `{place}`, which a test would have found"),
            },
        }
    }

    /// What the browser fetches at once, in the order in which it matters.
    fn asset_links(&self) -> String {
        let path = |name: &str| self.assets.path(name);
        let locale = self.voice.locale.tag();
        if !self.assets.are_built() {
            return String::new();
        }
        let first_words = self.words.get(locale).map_or("", |files| files.first.as_str());
        [
            format!(r#"<link rel="stylesheet" href="{}">"#, path("app.css")),
            // Deferred scripts run in this order: the watch is up before the app starts.
            format!(r#"<script defer src="{}"></script>"#, path("boot.js")),
            format!(r#"<script type="module" src="{}"></script>"#, path("app.js")),
            format!(
                r#"<link rel="preload" as="fetch" crossorigin href="{}">"#,
                path("app.wasm")
            ),
            format!(r#"<link rel="preload" as="fetch" crossorigin href="{first_words}">"#),
            format!(
                r#"<link rel="icon" type="image/svg+xml" href="{}">"#,
                path("icon.svg")
            ),
            format!(
                r#"<link rel="apple-touch-icon" href="{}">"#,
                path("apple-touch-icon-180.png")
            ),
            format!(
                r#"<link rel="manifest" href="{}?lang={locale}">"#,
                super::MANIFEST
            ),
        ]
        .join("\n")
    }

    /// For developers, so not in `locales/`.
    fn not_built(&self) -> &'static str {
        if self.assets.are_built() {
            return "";
        }
        "<p lang=\"en\" dir=\"ltr\">The browser app is not built. Run <code>make dist</code> and start again.</p>"
    }

    fn help_hours(&self) -> String {
        let lines = self.voice.help_hours();
        let items: Vec<String> = lines
            .iter()
            .map(|line| format!("<li>{}</li>", escape(line)))
            .collect();
        items.concat()
    }

    /// The languages by their own names. Without the app, each button sends the form that asks for its language.
    fn languages(&self) -> String {
        let button = |locale: &Locale| {
            let (tag, dir, name) = (locale.tag(), locale.direction().html(), locale.own_name());
            let current = if *locale == self.voice.locale {
                r#" aria-current="true""#
            } else {
                ""
            };
            format!(
                r#"<li><button form="language-form" name="{LANG_QUERY}" value="{tag}" lang="{tag}" dir="{dir}"{current}>{name}</button></li>"#
            )
        };
        self.offered.iter().map(button).collect()
    }

    /// `<` would let a department's text end the element it stands in.
    fn data(&self) -> String {
        let data = ShellData {
            portal: self.voice.portal.clone(),
            locale: self.voice.locale.tag().to_owned(),
            words: self.words.clone(),
        };
        let json = serde_json::to_string(&data).expect("texts, numbers and maps by text are always JSON");
        json.replace('<', "\\u003c")
    }
}
