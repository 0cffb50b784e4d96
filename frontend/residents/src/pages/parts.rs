//! Code that is fetched when a page needs it, in separate wasm files. `.ci/split` cuts at each `wasm_split`: code that only
//! such a function reaches goes into the file with the function's name.
#![expect(
    clippy::unnecessary_wraps,
    reason = "`wasm_split` makes async functions of these, which fail when the file cannot be fetched"
)]

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::card::CardPage;
use super::demo_inbox::DemoInboxPage;
use super::open::OpenPage;
use super::part_gate::PartGate;
use super::record::RecordPage;
use super::service_problem::ServiceProblem;
use super::solve;
use super::viewing_ends::ViewingEnds;
use crate::forms::RobotCheckState;
use ui::api::ApiError;
use ui::browser;
use ui::i18n::{Part, t};
use ui::languages::use_languages;

/// The file could not be fetched.
#[derive(Clone, Copy)]
pub struct NotFetched;

impl From<SplitLoaderError> for NotFetched {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// The part that opens, shows and closes a record.
#[derive(Clone, Copy)]
pub struct RecordPart {
    pub open: fn() -> AnyView,
    pub record: fn() -> AnyView,
    pub card: fn() -> AnyView,
    pub viewing_ends: fn() -> AnyView,
}

/// The part that only the demo uses.
#[derive(Clone, Copy)]
pub struct DemoPart {
    pub inbox: fn() -> AnyView,
}

/// The part for the pages of a request.
#[derive(Clone, Copy)]
struct RobotPart {
    solve: fn() -> Solving,
}

type Solving = Pin<Box<dyn Future<Output = Result<RobotCheckState, ApiError>>>>;

#[wasm_split(record, wasm_split_path = leptos::wasm_split, fallible)]
pub fn record_part() -> Result<RecordPart, NotFetched> {
    Ok(RecordPart {
        open: || with_words(|()| view! { <OpenPage/> }.into_any()),
        record: || with_words(|()| view! { <RecordPage/> }.into_any()),
        card: || with_words(|()| view! { <CardPage/> }.into_any()),
        viewing_ends: || view! { <ViewingEnds/> }.into_any(),
    })
}

/// Fetches English as well while the person still types the PIN: a printed record shows it beside their language.
fn with_words(show: fn(()) -> AnyView) -> AnyView {
    use_languages().need_english();
    view! { <PartGate part=Part::Record show=Callback::new(show)/> }.into_any()
}

#[wasm_split(demo, wasm_split_path = leptos::wasm_split, fallible)]
pub fn demo_part() -> Result<DemoPart, NotFetched> {
    Ok(DemoPart {
        inbox: || view! { <DemoInboxPage/> }.into_any(),
    })
}

#[wasm_split(robot, wasm_split_path = leptos::wasm_split, fallible)]
fn robot_part() -> Result<RobotPart, NotFetched> {
    Ok(RobotPart {
        solve: || Box::pin(solve::solve()),
    })
}

/// Solves a robot challenge. Its code is fetched at the first tick, like the challenge.
pub async fn solve() -> Result<RobotCheckState, ApiError> {
    match robot_part().await {
        Ok(part) => (part.solve)().await,
        Err(NotFetched) => Err(why_not()),
    }
}

/// Shows a page of a part once the part is loaded, or that it cannot be loaded.
pub fn page_of<P, F>(fetch: fn() -> F, page: impl Fn(P) -> AnyView + Send + 'static) -> AnyView
where
    P: Copy + Send + Sync + 'static,
    F: Future<Output = Result<P, NotFetched>> + 'static,
{
    let part = RwSignal::new(None);
    let failure = RwSignal::new(None);
    let fetch = move || {
        failure.set(None);
        spawn_local(async move {
            // The person may have left the page while it was loading.
            match fetch().await {
                Ok(fetched) => drop(part.try_set(Some(fetched))),
                Err(NotFetched) => drop(failure.try_set(Some(why_not()))),
            }
        });
    };
    fetch();
    let on_retry = Callback::new(move |()| fetch());
    (move || part.get().map_or_else(|| waiting(failure, on_retry), &page)).into_any()
}

fn waiting(failure: RwSignal<Option<ApiError>>, on_retry: Callback<()>) -> AnyView {
    let shown = move || match failure.get() {
        None => view! { <p role="status">{t("layout-loading")}</p> }.into_any(),
        Some(error) => {
            let on_retry = match error {
                // This file belongs to an older release, which the server replaced. A reload fetches the current page.
                ApiError::Unexpected | ApiError::Problem(_) => Callback::new(|()| browser::reload()),
                ApiError::Offline => on_retry,
            };
            view! { <ServiceProblem message=error.message_id() on_retry/> }.into_any()
        }
    };
    shown.into_any()
}

/// The browser does not report why a fetch failed, so this checks whether the device is online.
fn why_not() -> ApiError {
    if browser::is_online() {
        ApiError::Unexpected
    } else {
        ApiError::Offline
    }
}
