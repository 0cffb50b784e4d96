//! The frame around every page: what all pages share, the layout, and which screen stands at which path.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::Router;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::{BrowserUrl, LocationProvider};
use shared::routes::page as path;

use crate::forms::{RequestForm, SentState};
use crate::page::Page;
use crate::pages::{
    NotFoundPage, RequestPage, SentPage, StartPage, demo_part, page_of, reading_part, record_part,
};
use crate::viewing::{Session, use_session};
use ui::browser;
use ui::components::{Announcer, Footer, Header, LiveRegion, Title};
use ui::i18n::Words;
use ui::languages::{FirstWords, Languages};

#[component]
pub fn App(first: FirstWords) -> impl IntoView {
    let words = Words::new(first.voice, first.portal);
    let languages = Languages::new(words, first.files);
    let title = Title::default();
    let announcer = Announcer::default();
    let session = Session::new();
    let sent: SentState = RwSignal::new(None);
    provide_context(words);
    provide_context(languages);
    provide_context(title);
    provide_context(announcer);
    provide_context(session);
    provide_context(RequestForm::new());
    provide_context(sent);
    title.follow(words);
    Effect::new(move |_| browser::set_language(words.locale()));

    view! {
        <Router>
            <Frame languages/>
            <main id="main" class="wrap" tabindex="-1">
                <CurrentPage/>
            </main>
            <Footer/>
            <ViewingGuard/>
            <LiveRegion announcer/>
        </Router>
    }
}

#[component]
fn Frame(languages: Languages) -> impl IntoView {
    let session = use_session();
    let navigate = StoredValue::new(use_navigate());
    let (form, sent) = (expect_context::<RequestForm>(), expect_context::<SentState>());
    let on_lock = Callback::new(move |()| {
        session.lock();
        form.clear();
        sent.set(None);
        navigate.with_value(|navigate| navigate(path::RECORD, NavigateOptions::default()));
    });
    view! {
        <Header
            on_language=Callback::new(move |locale| languages.switch(locale))
            is_record_open=Signal::derive(move || session.is_open())
            on_lock
        />
    }
}

/// Asks before a viewing ends, on whatever page the person is by then. It comes with the pages that open a record.
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

/// The page table.
#[component]
fn CurrentPage() -> impl IntoView {
    let location = use_location();
    // Another query or fragment is the same page.
    let page = Memo::new(move |_| location.pathname.with(|path| Page::at(path)));
    // The router's own routes would be a second table, not exhaustive and much to fetch. Without them somebody has to
    // tell it that a page stands: then it writes the address into the bar.
    let address = expect_context::<BrowserUrl>();
    Effect::new(move |_| {
        location.pathname.track();
        address.ready_to_complete();
    });
    move || match page.get() {
        Page::Start => view! { <StartPage/> }.into_any(),
        Page::Request => view! { <RequestPage/> }.into_any(),
        Page::RequestSent => view! { <SentPage/> }.into_any(),
        Page::Open => page_of(record_part, |part| (part.open)()),
        Page::Record => page_of(record_part, |part| (part.record)()),
        Page::Card => page_of(record_part, |part| (part.card)()),
        Page::Help => page_of(reading_part, |part| (part.help)()),
        Page::HelpTopic(place) => page_of(reading_part, move |part| (part.topic)(path::HELP_TOPICS[place])),
        Page::Privacy => page_of(reading_part, |part| (part.legal)("privacy-title", "privacy-body")),
        Page::Terms => page_of(reading_part, |part| (part.legal)("terms-title", "terms-body")),
        Page::Accessibility => page_of(reading_part, |part| {
            (part.legal)("accessibility-title", "accessibility-body")
        }),
        Page::DemoInbox => page_of(demo_part, |part| (part.inbox)()),
        Page::NotFound => view! { <NotFoundPage/> }.into_any(),
    }
}
