//! "This was not me": the person whom a link reached by mistake ends it, without its PIN.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::service_problem::ServiceNotice;
use crate::api;
use ui::api::ApiError;
use ui::browser;
use ui::components::{ContactBlock, Heading};
use ui::i18n::t;

const PROBLEM_ID: &str = "revoke-problem";

/// `token` is the link's; `on_revoked` runs when the link has ended.
#[component]
pub fn NotMe(token: RwSignal<Option<String>>, on_revoked: Callback<()>) -> impl IntoView {
    let failure = RwSignal::new(None::<ApiError>);
    let is_ending = RwSignal::new(false);
    let end = move |_| {
        let Some(token) = token.get_untracked().filter(|_| !is_ending.get_untracked()) else {
            return;
        };
        failure.set(None);
        is_ending.set(true);
        browser::announce(&t("unlock-not-me-ending").get_untracked());
        spawn_local(async move {
            let ended = api::revoke_link(token).await;
            // The person may have left the page.
            if is_ending.try_set(false).is_some() {
                return;
            }
            match ended {
                Ok(()) => on_revoked.run(()),
                Err(error) => {
                    failure.set(Some(error));
                    browser::focus_soon(PROBLEM_ID);
                }
            }
        });
    };
    view! {
        <details class="hint-details">
            <summary>{t("unlock-not-me")}</summary>
            <ServiceNotice id=PROBLEM_ID failure/>
            <p>{t("unlock-not-me-text")}</p>
            <p class="action">
                <button
                    type="button"
                    class="button-secondary"
                    aria-disabled=move || is_ending.get().then_some("true")
                    on:click=end
                >
                    {t("unlock-not-me-action")}
                </button>
            </p>
        </details>
    }
}

#[component]
pub fn Revoked() -> impl IntoView {
    view! {
        <Heading text=t("unlock-revoked-title")/>
        <p class="lead">{t("unlock-revoked-text")}</p>
        <ContactBlock/>
    }
}
