//! The pages that the browser app draws, as far as the server can write them: the app keeps their heading and first texts
//! when it takes over. Above them are the notices for a browser in which the app does not start.

use super::{Page, back, heading};
use crate::routes::page;
use crate::texts::Texts;

/// The content of a page until the app draws it.
pub fn content(page: Page, texts: &Texts<'_>) -> String {
    let first_words = match page {
        Page::Request => [
            back(page::START, &texts.html("layout-back")),
            heading(&texts.html("request-title")),
            lead(texts, "request-lead"),
            format!("<p class=\"hint\">{}</p>", texts.html("request-names-hint")),
        ]
        .concat(),
        // Most people come with a link.
        Page::Open => heading(&texts.html("unlock-title")) + &lead(texts, "unlock-lead"),
        _ => String::new(),
    };
    format!(
        "{first_words}<p class=\"shell-loading\">{}</p>",
        texts.html("layout-shell-loading")
    )
}

/// Hidden until `boot.js` shows one of them, and the notice for browsers without JavaScript.
pub fn notices(texts: &Texts<'_>) -> String {
    let notice = |title: &str, text: &str| {
        format!(
            "<p class=\"notice-title\">{}</p><p>{}</p><p>{}</p>",
            texts.html(title),
            texts.html(text),
            texts.html("layout-contact-phone"),
        )
    };
    let slow = notice("layout-shell-slow-title", "layout-shell-slow-text");
    let failed = notice("layout-shell-failed-title", "layout-shell-failed-text");
    let no_script = notice("layout-shell-no-script-title", "layout-shell-no-script-text");
    format!(
        "<div class=\"notice\" id=\"boot-slow\" role=\"alert\" hidden>{slow}</div>\
        <div class=\"notice\" id=\"boot-failed\" role=\"alert\" hidden>{failed}</div>\
        <noscript><div class=\"notice\">{no_script}</div></noscript>"
    )
}

fn lead(texts: &Texts<'_>, id: &str) -> String {
    format!("<p class=\"lead\">{}</p>", texts.html(id))
}
