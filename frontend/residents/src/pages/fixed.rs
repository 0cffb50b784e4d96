//! The pages that are the same for everyone, drawn by `shared::pages` as the server draws them.

use leptos::html::Div;
use leptos::prelude::*;
use shared::pages::{Page, content};
use ui::browser::dom;
use ui::components::use_title;
use ui::i18n::{Part, use_words};

use super::help::use_help_search;
use super::part_gate::PartGate;

/// Whether the server writes the whole page.
pub fn is_fixed(page: Page) -> bool {
    match page {
        Page::Start
        | Page::Help
        | Page::HelpTopic(_)
        | Page::Privacy
        | Page::Terms
        | Page::Accessibility
        | Page::NotFound => true,
        Page::Request | Page::RequestSent | Page::Open | Page::Record | Page::Card | Page::DemoInbox => false,
    }
}

#[component]
pub fn FixedPage(page: Page, is_first_visit: bool) -> impl IntoView {
    let part = match page {
        Page::Help | Page::HelpTopic(_) => Part::Help,
        Page::Privacy | Page::Terms | Page::Accessibility => Part::Legal,
        Page::Start
        | Page::NotFound
        | Page::Request
        | Page::RequestSent
        | Page::Open
        | Page::Record
        | Page::Card
        | Page::DemoInbox => Part::First,
    };
    let show = move |()| view! { <Drawn page is_first_visit/> }.into_any();
    view! { <PartGate part show=Callback::new(show)/> }
}

#[component]
fn Drawn(page: Page, is_first_visit: bool) -> impl IntoView {
    let words = use_words();
    let search = use_help_search();
    let root = NodeRef::<Div>::new();
    let heading = move || page.title_id().map(|id| words.text(&id)).unwrap_or_default();
    use_title().set(Signal::derive(heading), move || {
        if root.get().is_some() {
            dom::focus_on("#page h1");
        }
    });
    Effect::new(move |_| {
        words.locale();
        if root.get().is_some() && page == Page::Help {
            search.restore();
        }
    });
    view! {
        <div
            node_ref=root
            inner_html=move || words.with_texts(|texts| content(page, texts, is_first_visit))
        ></div>
    }
}
