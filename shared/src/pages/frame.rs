//! The frame of every page: skip link, banner, name of the service, languages, footer.

use crate::html::{each, escape};
use crate::locale::Locale;
use crate::routes::{LANG_QUERY, page};
use crate::texts::Texts;

/// The ids of the elements that contain header and footer.
pub const HEADER_ID: &str = "header";
pub const FOOTER_ID: &str = "footer";
/// The button that locks an open record.
pub const LOCK_ID: &str = "lock";
/// The element whose changes a screen reader reads aloud.
pub const LIVE_REGION_ID: &str = "announcements";
/// The form that requests the page in another language without JavaScript.
pub const LANGUAGE_FORM_ID: &str = "language-form";

/// The logo of the service: a shield with a tick.
const MARK: &str = "<svg class=\"site-mark\" viewBox=\"0 0 24 24\" width=\"28\" height=\"28\" aria-hidden=\"true\" \
    focusable=\"false\"><path class=\"site-mark-ground\" d=\"M12 1.5 3 5v6.2c0 5.3 3.7 9.6 9 11.3 5.3-1.7 9-6 9-11.3V5z\"/>\
    <path class=\"site-mark-tick\" d=\"m7.5 12.2 3 3 6-6.4\"/></svg>";

/// Everything above `main`. While a record is open it contains the button that locks the record.
pub fn header(texts: &Texts<'_>, is_record_open: bool) -> String {
    let lock = if is_record_open {
        format!(
            "<button type=\"button\" class=\"button-quiet\" id=\"{LOCK_ID}\">{}</button>",
            texts.html("layout-lock")
        )
    } else {
        String::new()
    };
    [
        // `external`: the router of the browser app leaves the link to the browser.
        format!(
            "<a class=\"skip-link\" href=\"#main\" rel=\"external\">{}</a>",
            texts.html("layout-skip-link")
        ),
        "<header class=\"site-header\">".to_owned(),
        banner(texts),
        format!(
            "<div class=\"wrap site-bar\"><a class=\"site-name\" href=\"{}\">{MARK}<span>{}</span></a>\
            <div class=\"site-tools\">{lock}{}</div></div></header>",
            page::START,
            escape(&texts.portal.service_name),
            language_menu(texts),
        ),
    ]
    .concat()
}

/// Everything below `main`.
pub fn footer(texts: &Texts<'_>) -> String {
    let links = [
        (page::HELP, "layout-footer-help"),
        (page::PRIVACY, "layout-footer-privacy"),
        (page::TERMS, "layout-footer-terms"),
        (page::ACCESSIBILITY, "layout-footer-accessibility"),
    ];
    let links = each(links, |(path, id)| {
        format!("<li><a href=\"{path}\">{}</a></li>", texts.html(id))
    });
    format!(
        "<footer class=\"site-footer\"><div class=\"wrap\"><nav aria-label=\"{}\"><ul>{links}</ul></nav><p>{}</p><p>{}</p>\
        </div></footer>",
        escape(&texts.text("layout-menu", &[])),
        texts.html("layout-contact-phone"),
        texts.html("layout-footer-operator"),
    )
}

/// All languages as visible buttons, for a first visit.
pub fn language_chips(texts: &Texts<'_>) -> String {
    format!(
        "<nav class=\"language-chips\" aria-label=\"{}\"><ul>{}</ul></nav>",
        escape(&texts.text("start-languages", &[])),
        languages(texts),
    )
}

/// The operator of the site and how to recognize it; in the demo also a note that it is a demo.
fn banner(texts: &Texts<'_>) -> String {
    let demo = if texts.portal.demo {
        format!(
            "<p class=\"demo-line\"><span class=\"wrap\">{}</span></p>",
            texts.html("layout-demo")
        )
    } else {
        String::new()
    };
    format!(
        "<details class=\"official-banner\"><summary><span class=\"wrap\">\
        <span class=\"official-banner-lead\">{}</span> <span class=\"official-banner-toggle\">{}</span></span></summary>\
        <div class=\"wrap official-banner-text\"><p>{}</p><p>{}</p></div></details>{demo}",
        texts.html("layout-banner-lead"),
        texts.html("layout-banner-toggle"),
        escape(&texts.portal.official_banner),
        texts.html("layout-banner-address"),
    )
}

fn language_menu(texts: &Texts<'_>) -> String {
    format!(
        "<details class=\"language-menu\"><summary><span class=\"visually-hidden\">{}: </span>{}</summary><ul>{}</ul></details>",
        texts.html("layout-language"),
        texts.locale.own_name(),
        languages(texts),
    )
}

/// The languages by their own names. Without JavaScript each button sends the form that requests its language.
fn languages(texts: &Texts<'_>) -> String {
    let offered = texts
        .portal
        .locales
        .iter()
        .filter_map(|tag| Locale::from_tag(tag));
    each(offered, |locale| {
        let (tag, dir, name) = (locale.tag(), locale.direction().html(), locale.own_name());
        let current = if locale == texts.locale {
            " aria-current=\"true\""
        } else {
            ""
        };
        format!(
            "<li><button type=\"submit\" form=\"{LANGUAGE_FORM_ID}\" name=\"{LANG_QUERY}\" value=\"{tag}\" lang=\"{tag}\" \
            dir=\"{dir}\"{current}>{name}</button></li>"
        )
    })
}
