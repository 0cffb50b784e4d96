//! Privacy policy, terms of use and the accessibility statement: dated, versioned, with a table of contents.

use super::heading;
use crate::html::escape;
use crate::prose::Subheadings;
use crate::texts::{Arg, Texts};

/// The effective date of these texts, and their version. Both change with the texts.
const EFFECTIVE_ON: &str = "2026-11-20";
const VERSION: &str = "1";

/// `title` and `body` are message ids.
pub fn content(texts: &Texts<'_>, title: &str, body: &str) -> String {
    let date = Arg::Text(texts.date(EFFECTIVE_ON));
    let effective = texts.html_with("legal-effective", &[("date", date)]);
    let version = texts.html_with("legal-version", &[("version", Arg::Text(VERSION.to_owned()))]);
    let contents = texts.text("legal-contents", &[]);
    [
        heading(&texts.html(title)),
        format!("<p class=\"hint\">{effective} · {version}</p>"),
        format!(
            "<nav class=\"contents\" aria-label=\"{contents}\"><p class=\"contents-title\">{contents}</p><ul>{}</ul></nav>",
            texts.contents(body),
            contents = escape(&contents),
        ),
        texts.prose(body, Subheadings::UnderH1, &[]),
    ]
    .concat()
}
