//! The pages that are the same for everyone, as HTML. The server writes them into its answers, and the browser draws them
//! when a person moves between pages or changes the language. Each function returns the content of one element.

pub mod contact;
pub mod frame;
mod help;
mod legal;
mod not_found;
mod page;
mod start;
pub mod waiting;

pub use help::{NOTHING_FOUND_ID, SEARCH_ID, TOPICS_ID};
pub use page::Page;

use crate::texts::Texts;

/// The id of the element inside `main` that the browser app draws into.
pub const APP_ID: &str = "page";
/// The id of the element inside `main` that contains a page as the server wrote it.
pub const SERVED_ID: &str = "served";

/// The content of `main`; `None` for a page that only the browser app can draw.
pub fn content(page: Page, texts: &Texts<'_>, is_first_visit: bool) -> Option<String> {
    Some(match page {
        Page::Start => start::content(texts, is_first_visit),
        Page::Help => help::list(texts),
        Page::HelpTopic(index) => help::topic(texts, index),
        Page::Privacy => legal::content(texts, "privacy-title", "privacy-body"),
        Page::Terms => legal::content(texts, "terms-title", "terms-body"),
        Page::Accessibility => legal::content(texts, "accessibility-title", "accessibility-body"),
        Page::NotFound => not_found::content(texts),
        Page::Request | Page::RequestSent | Page::Open | Page::Record | Page::Card | Page::DemoInbox => {
            return None;
        }
    })
}

/// The heading of a page. It can take the focus, so that a screen reader begins there.
fn heading(html: &str) -> String {
    format!("<h1 tabindex=\"-1\">{html}</h1>")
}

/// A link to the page above this one.
fn back(path: &str, html: &str) -> String {
    format!("<p><a class=\"back\" href=\"{path}\">{html}</a></p>")
}

/// The one action of a page.
fn action(path: &str, html: &str) -> String {
    format!("<p class=\"action\"><a class=\"button-primary\" href=\"{path}\">{html}</a></p>")
}
