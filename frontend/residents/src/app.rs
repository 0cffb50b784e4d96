//! The state that all pages share, and the table of paths and pages.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::Router;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::{BrowserUrl, LocationProvider};
use shared::pages::{Page, SERVED_ID};
use shared::routes::page as path;
use ui::browser::{self, dom};
use ui::components::{Title, use_title};
use ui::frame::keep_frame;
use ui::i18n::{Words, use_words};
use ui::languages::{FirstWords, Languages};

use crate::forms::{RequestForm, SentState};
use crate::pages::{
    FixedPage, HelpSearch, RequestPage, SentPage, demo_part, is_fixed, page_of, record_part, use_help_search,
};
use crate::viewing::{Session, use_session};

#[component]
pub fn App(first: FirstWords) -> impl IntoView {
    let words = Words::new(first.voice, first.portal);
    let languages = Languages::new(words, first.files);
    let title = Title::default();
    let sent: SentState = RwSignal::new(None);
    provide_context(words);
    provide_context(languages);
    provide_context(title);
    provide_context(Session::new());
    provide_context(RequestForm::new());
    provide_context(sent);
    provide_context(HelpSearch::start(words, languages));
    title.follow(words);
    Effect::new(move |_| browser::set_language(words.locale()));

    view! {
        <Router>
            <Frame languages/>
            <CurrentPage/>
            <ViewingGuard/>
        </Router>
    }
}

#[component]
fn Frame(languages: Languages) -> impl IntoView {
    let words = use_words();
    let session = use_session();
    let navigate = StoredValue::new(use_navigate());
    let (form, sent) = (expect_context::<RequestForm>(), expect_context::<SentState>());
    let on_lock = Callback::new(move |()| {
        session.lock();
        form.clear();
        sent.set(None);
        navigate.with_value(|navigate| navigate(path::RECORD, NavigateOptions::default()));
    });
    keep_frame(
        words,
        untrack(|| words.locale()),
        Signal::derive(move || session.is_open()),
        Callback::new(move |locale| languages.switch(locale)),
        on_lock,
    );
}

/// Asks before a session ends, on any page. Its code comes with the pages that open a record.
#[component]
fn ViewingGuard() -> impl IntoView {
    let session = use_session();
    let part = RwSignal::new(None);
    Effect::new(move |_| {
        if session.is_open() && part.with_untracked(Option::is_none) {
            spawn_local(async move { part.set(record_part().await.ok()) });
        }
    });
    move || part.get().map(|part| (part.viewing_ends)())
}

/// The page table. A page that the server wrote stays until the person leaves it or changes the language.
#[component]
fn CurrentPage() -> impl IntoView {
    let words = use_words();
    let title = use_title();
    let sent = expect_context::<SentState>();
    let search = use_help_search();
    let location = use_location();
    // Another query or fragment is the same page.
    let page = Memo::new(move |_| location.pathname.with(|path| Page::at(path)));
    // The router's own routes would be a second table, not exhaustive and large. Without them the app has to report each
    // finished page, so that the router writes the address into the address bar.
    let address = expect_context::<BrowserUrl>();
    Effect::new(move |_| {
        location.pathname.track();
        address.ready_to_complete();
    });
    let first = untrack(|| (page.get(), words.locale()));
    let is_served = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or(is_fixed(first.0)) && first == (page.get(), words.locale())
    });
    Effect::new(move |_| {
        if !is_served.get() {
            dom::remove(SERVED_ID);
        }
    });
    // Read once: a chosen language is in the cookie, and the chips stay as long as the page does.
    let has_chips = dom::has(".language-chips");
    move || {
        let page = page.get();
        if page != first.0 {
            title.take_focus();
        }
        if page != Page::Help {
            search.clear();
        }
        if page == Page::Start {
            // Starts over, so that the next person at this device does not see the last request.
            sent.set(None);
        }
        if is_served.get() {
            return ().into_any();
        }
        match page {
            Page::Request => view! { <RequestPage/> }.into_any(),
            Page::RequestSent => view! { <SentPage/> }.into_any(),
            Page::Open => page_of(record_part, |part| (part.open)()),
            Page::Record => page_of(record_part, |part| (part.record)()),
            Page::Card => page_of(record_part, |part| (part.card)()),
            Page::DemoInbox => page_of(demo_part, |part| (part.inbox)()),
            Page::Start
            | Page::Help
            | Page::HelpTopic(_)
            | Page::Privacy
            | Page::Terms
            | Page::Accessibility
            | Page::NotFound => {
                let is_first_visit = has_chips && page == first.0;
                view! { <FixedPage page is_first_visit/> }.into_any()
            }
        }
    }
}
