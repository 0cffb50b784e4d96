//! An error of the service: explains what to do next, and never shows a code.

use leptos::prelude::*;

use ui::api::ApiError;
use ui::components::{ContactBlock, Heading, Notice, Prose};
use ui::i18n::t;

/// As a whole page; `message` is the id of the error's text.
#[component]
pub fn ServiceProblem(message: &'static str, on_retry: Callback<()>) -> impl IntoView {
    view! {
        <Heading text=t(message)/>
        <Prose id=body_of(message)/>
        <p class="action">
            <button type="button" class="button-primary" on:click=move |_| on_retry.run(())>
                {t("layout-try-again")}
            </button>
        </p>
        <ContactBlock/>
    }
}

/// Above a form, which keeps its input.
#[component]
pub fn ServiceNotice(id: &'static str, #[prop(into)] failure: Signal<Option<ApiError>>) -> impl IntoView {
    move || {
        failure.get().map(|error| {
            let words = error.message_id();
            view! {
                <Notice id title=t(words)>
                    <Prose id=body_of(words)/>
                </Notice>
            }
        })
    }
}

fn body_of(id: &str) -> String {
    format!("{id}-body")
}
