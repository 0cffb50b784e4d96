//! The help pages: a searchable list, and a page for each topic.

use super::{back, contact, heading};
use crate::html::each;
use crate::prose::Subheadings;
use crate::routes::page;
use crate::texts::Texts;

/// The input of the search, which works once the browser app is ready.
pub const SEARCH_ID: &str = "help-search";
/// The list of topics that the search filters.
pub const TOPICS_ID: &str = "help-topics";
/// The sentence for a search without a result.
pub const NOTHING_FOUND_ID: &str = "help-search-none";

pub fn list(texts: &Texts<'_>) -> String {
    let topics = each(page::HELP_TOPICS, |topic| {
        let title = texts.html(&format!("help-{topic}-title"));
        format!("<li><a href=\"{}/{topic}\">{title}</a></li>", page::HELP)
    });
    let (label, none) = (texts.html("help-search-label"), texts.html("help-search-none"));
    [
        heading(&texts.html("help-title")),
        format!(
            "<div role=\"search\" class=\"needs-app\"><div class=\"field\"><label for=\"{SEARCH_ID}\">{label}</label>\
            <input id=\"{SEARCH_ID}\" type=\"search\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" \
            dir=\"auto\"></div></div>"
        ),
        format!("<ul class=\"topics\" id=\"{TOPICS_ID}\">{topics}</ul>"),
        format!("<p id=\"{NOTHING_FOUND_ID}\" hidden>{none}</p>"),
        contact::block(texts),
    ]
    .concat()
}

/// `index` is the topic's place in `HELP_TOPICS`.
pub fn topic(texts: &Texts<'_>, index: usize) -> String {
    let topic = page::HELP_TOPICS[index];
    [
        back(page::HELP, &texts.html("help-title")),
        heading(&texts.html(&format!("help-{topic}-title"))),
        texts.prose(&format!("help-{topic}-body"), Subheadings::UnderH1, &[]),
        contact::block(texts),
    ]
    .concat()
}
