//! The frame around every page: what all pages share, the layout, and which screen stands at which path.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::WildcardSegment;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_navigate};
use shared::routes::page as path;

use crate::browser;
use crate::components::{Announcer, Footer, Header, LiveRegion, SessionWarning, Title};
use crate::forms::{RequestForm, SentState};
use crate::i18n::Words;
use crate::languages::{FirstWords, Languages};
use crate::page::Page;
use crate::pages::{
    CardPage, DemoInboxPage, HelpPage, HelpTopicPage, LegalPage, NotFoundPage, OpenPage, RecordPage,
    RequestPage, SentPage, StartPage,
};
use crate::viewing::{Session, use_session};

#[component]
pub fn App(first: FirstWords) -> impl IntoView {
    let words = Words::new(first.voice, first.portal);
    let languages = Languages::new(words, first.files);
    let title = Title::new();
    let announcer = Announcer::new();
    let session = Session::start();
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
                // One route for all paths: the page table below is exhaustive, the router's would not be.
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=WildcardSegment("page") view=CurrentPage/>
                </FlatRoutes>
            </main>
            <Footer/>
            <SessionWarning
                warning=Signal::derive(move || session.warning())
                on_stay=Callback::new(move |()| session.stay())
                on_close=Callback::new(move |()| session.close())
                on_lock=Callback::new(move |()| session.lock())
            />
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

/// The page table.
#[component]
fn CurrentPage() -> impl IntoView {
    let location = use_location();
    // Another query or fragment is the same page.
    let page = Memo::new(move |_| location.pathname.with(|path| Page::at(path)));
    move || match page.get() {
        Page::Start => view! { <StartPage/> }.into_any(),
        Page::Request => view! { <RequestPage/> }.into_any(),
        Page::RequestSent => view! { <SentPage/> }.into_any(),
        Page::Open => view! { <OpenPage/> }.into_any(),
        Page::Record => view! { <RecordPage/> }.into_any(),
        Page::Card => view! { <CardPage/> }.into_any(),
        Page::Help => view! { <HelpPage/> }.into_any(),
        Page::HelpTopic(place) => view! { <HelpTopicPage topic=path::HELP_TOPICS[place]/> }.into_any(),
        Page::Privacy => view! { <LegalPage title="privacy-title" body="privacy-body"/> }.into_any(),
        Page::Terms => view! { <LegalPage title="terms-title" body="terms-body"/> }.into_any(),
        Page::Accessibility => {
            view! { <LegalPage title="accessibility-title" body="accessibility-body"/> }.into_any()
        }
        Page::DemoInbox => view! { <DemoInboxPage/> }.into_any(),
        Page::NotFound => view! { <NotFoundPage/> }.into_any(),
    }
}
