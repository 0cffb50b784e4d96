//! The page for an unknown address.

use super::{action, heading};
use crate::routes::page;
use crate::texts::Texts;

pub fn content(texts: &Texts<'_>) -> String {
    [
        heading(&texts.html("layout-not-found-title")),
        format!("<p>{}</p>", texts.html("layout-not-found-text")),
        action(page::START, &texts.html("layout-not-found-action")),
    ]
    .concat()
}
