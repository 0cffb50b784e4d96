//! The one h1 of a page: it takes the focus when the page changes, and its text is the document's title.

use leptos::html::H1;
use leptos::prelude::*;

use crate::browser;
use crate::i18n::Words;

/// The title of the document.
#[derive(Clone, Copy)]
pub struct Title {
    heading: RwSignal<Option<Signal<String>>>,
    pub has_error: RwSignal<bool>,
    /// Whether a new heading takes the focus. The heading of the first page leaves the focus where the browser put it.
    takes_focus: StoredValue<bool>,
}

impl Default for Title {
    fn default() -> Self {
        Self {
            heading: RwSignal::new(None),
            has_error: RwSignal::new(false),
            takes_focus: StoredValue::new(false),
        }
    }
}

impl Title {
    /// From now on headings take the focus, because the person moved to another page.
    pub fn take_focus(self) {
        self.takes_focus.set_value(true);
    }

    /// Makes `heading` the title. `focus` moves the focus to the heading once it is on the page.
    pub fn set(self, heading: Signal<String>, focus: impl Fn() + 'static) {
        self.has_error.set(false);
        self.heading.set(Some(heading));
        Effect::new(move |_| {
            if self.takes_focus.get_value() {
                focus();
            }
        });
    }

    /// Keeps the document's title equal to the heading, in the chosen language.
    pub fn follow(self, words: Words) {
        Effect::new(move |_| {
            // The heading of a page that is just being removed has no text any more.
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
    let h1 = NodeRef::<H1>::new();
    use_title().set(text, move || {
        if let Some(h1) = h1.get() {
            browser::focus_quietly(&h1);
        }
    });
    view! { <h1 node_ref=h1 tabindex="-1">{text}</h1> }
}
