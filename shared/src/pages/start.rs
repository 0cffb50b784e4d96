//! The start page: the purpose of the service, the requirements, and the one button.

use super::{action, contact, frame, heading};
use crate::prose::Subheadings;
use crate::routes::page;
use crate::texts::Texts;

/// A first visit shows all languages; later the menu in the header suffices.
pub fn content(texts: &Texts<'_>, is_first_visit: bool) -> String {
    let section = |(title, body): (&str, &str)| {
        format!(
            "<section><h2>{}</h2>{}</section>",
            texts.html(title),
            texts.prose(body, Subheadings::UnderH2, &[])
        )
    };
    let sections = [
        ("start-needs-title", "start-needs-body"),
        ("start-steps-title", "start-steps-body"),
        ("start-holds-title", "start-holds-body"),
        ("start-missing-title", "start-missing-body"),
    ];
    let languages = if is_first_visit {
        frame::language_chips(texts)
    } else {
        String::new()
    };
    [
        languages,
        heading(&texts.html("start-title")),
        format!("<p class=\"lead\">{}</p>", texts.html("start-lead")),
        action(page::REQUEST, &texts.html("start-action")),
        format!("<div class=\"columns\">{}</div>", sections.map(section).concat()),
        format!(
            "<p><a href=\"{}\">{}</a></p>",
            page::HELP,
            texts.html("start-help")
        ),
        contact::block(texts),
    ]
    .concat()
}
