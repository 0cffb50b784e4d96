//! The one h1 of a page: it takes the focus when the page changes, and its words are the document's title.

use leptos::html::H1;
use leptos::prelude::*;

use crate::browser;
use crate::i18n::Words;

/// What stands in the browser's title.
#[derive(Clone, Copy)]
pub struct Title {
    heading: RwSignal<Option<Signal<String>>>,
    pub has_error: RwSignal<bool>,
    /// The first heading leaves the focus where the browser put it.
    is_first: StoredValue<bool>,
}

impl Default for Title {
    fn default() -> Self {
        Self {
            heading: RwSignal::new(None),
            has_error: RwSignal::new(false),
            is_first: StoredValue::new(true),
        }
    }
}

impl Title {
    /// Keeps the document's title equal to the heading, in the chosen language.
    pub fn follow(self, words: Words) {
        Effect::new(move |_| {
            // The heading of a page that is just leaving has no words any more.
            let Some(page) = self.heading.get().and_then(|heading| heading.try_get()) else {
                return;
            };
            let id = if self.has_error.get() {
                "layout-document-title-error"
            } else {
                "layout-document-title"
            };
            browser::set_title(&words.text_with(id, &[("page", crate::i18n::Arg::Text(page))]));
        });
    }
}

pub fn use_title() -> Title {
    expect_context::<Title>()
}

#[component]
pub fn Heading(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let title = use_title();
    title.has_error.set(false);
    title.heading.set(Some(text));
    let h1 = NodeRef::<H1>::new();
    Effect::new(move |_| {
        if let Some(h1) = h1.get() {
            if title.is_first.get_value() {
                title.is_first.set_value(false);
            } else {
                browser::focus_quietly(&h1);
            }
        }
    });
    view! { <h1 node_ref=h1 tabindex="-1">{text}</h1> }
}
