//! A page as one HTML document: the content that `shared::pages` writes, the data the browser app begins with, and
//! links to the assets.

use std::collections::BTreeMap;

use shared::html::escape;
use shared::pages::frame::{FOOTER_ID, HEADER_ID, LANGUAGE_FORM_ID, LIVE_REGION_ID, footer, header};
use shared::pages::{APP_ID, Page, SERVED_ID, content, waiting};
use shared::shell::{SHELL_DATA_ID, ShellData, WordFiles};
use shared::texts::Texts;

use super::dist::Assets;

/// What all pages of one language share.
pub struct Documents<'a> {
    pub texts: Texts<'a>,
    pub assets: &'a Assets,
    pub words: &'a BTreeMap<String, WordFiles>,
}

impl Documents<'_> {
    pub fn html(&self, page: Page, is_first_visit: bool) -> String {
        let texts = &self.texts;
        let fixed = content(page, texts, is_first_visit);
        let class = if fixed.is_some() { "wrap" } else { "wrap app-page" };
        // A page that can be read without the app needs no notice that the app is missing; the start page leads to one that does.
        let notices = if fixed.is_none() || page == Page::Start {
            waiting::notices(texts)
        } else {
            String::new()
        };
        let main = fixed.unwrap_or_else(|| waiting::content(page, texts));
        [
            "<!DOCTYPE html>\n",
            &format!(
                r#"<html lang="{}" dir="{}">"#,
                texts.locale.tag(),
                texts.locale.direction().html()
            ),
            "<head>",
            &self.head(page),
            "</head><body><div id=\"app\">",
            &format!(r#"<form id="{LANGUAGE_FORM_ID}" method="get"></form>"#),
            &format!(r#"<div id="{HEADER_ID}">{}</div>"#, header(texts, false)),
            &format!(r#"<main id="main" class="{class}" tabindex="-1">"#),
            self.not_built(),
            &notices,
            &format!(r#"<div id="{SERVED_ID}">{main}</div><div id="{APP_ID}"></div></main>"#),
            &format!(r#"<div id="{FOOTER_ID}">{}</div>"#, footer(texts)),
            &format!(
                r#"<div id="{LIVE_REGION_ID}" class="visually-hidden" role="status" aria-live="polite"></div>"#
            ),
            "</div></body></html>\n",
        ]
        .concat()
    }

    fn head(&self, page: Page) -> String {
        let texts = &self.texts;
        let title = page.title_id().map_or_else(
            || texts.portal.service_name.clone(),
            |id| texts.document_title(&texts.text(&id, &[])),
        );
        [
            r#"<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">"#
                .to_owned(),
            format!("<title>{}</title>", escape(&title)),
            format!(
                r#"<meta name="description" content="{}">"#,
                escape(&texts.text("start-lead", &[]))
            ),
            format!(
                r#"<meta name="theme-color" content="{}">"#,
                super::manifest::THEME_COLOR
            ),
            self.asset_links(page),
            format!(
                r#"<script type="application/json" id="{SHELL_DATA_ID}">{}</script>"#,
                self.data()
            ),
        ]
        .concat()
    }

    /// What the browser fetches at once, in the order in which it matters.
    fn asset_links(&self, page: Page) -> String {
        if !self.assets.are_built() {
            return String::new();
        }
        let path = |name: &str| self.assets.path(name);
        let locale = self.texts.locale.tag();
        let preload = |path: &str| format!(r#"<link rel="preload" as="fetch" crossorigin href="{path}">"#);
        let words = self.words.get(locale).expect("every offered language has words");
        let mut links = vec![
            // Deferred scripts run in this order: the watch is up before the app starts.
            format!(r#"<script defer src="{}"></script>"#, path("boot.js")),
            format!(r#"<script type="module" src="{}"></script>"#, path("app.js")),
            preload(path("app.wasm")),
            preload(&words.first),
        ];
        if matches!(page, Page::Open | Page::Record | Page::Card) {
            links.extend(self.assets.part("record").map(preload));
            links.push(preload(&words.record));
        }
        links.extend([
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
            // A file of its own would come a round trip after the page, and the screen would stay empty until then.
            format!("<style>{}</style>", self.assets.style()),
        ]);
        links.concat()
    }

    /// For developers, so not in `locales/`.
    fn not_built(&self) -> &'static str {
        if self.assets.are_built() {
            return "";
        }
        "<p lang=\"en\" dir=\"ltr\">The browser app is not built. Run <code>make dist</code> and start again.</p>"
    }

    /// `<` would let a department's text end the element it stands in.
    fn data(&self) -> String {
        let data = ShellData {
            portal: self.texts.portal.clone(),
            locale: self.texts.locale.tag().to_owned(),
            words: self.words.clone(),
        };
        let json = serde_json::to_string(&data).expect("texts, numbers and maps by text are always JSON");
        json.replace('<', "\\u003c")
    }
}
