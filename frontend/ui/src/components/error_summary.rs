//! The list of all problems of a form: above the heading, with the same texts as beside the fields.

use leptos::prelude::*;
use shared::problem::FieldError;

use crate::browser;
use crate::i18n::{t, use_words};

/// The element that takes the focus when a form was rejected.
pub const SUMMARY_ID: &str = "error-summary";

/// Each line links to the input whose element id is the name of the field, or to the first input of that group.
#[component]
pub fn ErrorSummary(problems: Signal<Vec<FieldError>>) -> impl IntoView {
    let words = use_words();
    let item = move |error: FieldError| {
        let message = error.message_id();
        view! {
            <li>
                <a
                    href=format!("#{}", error.field)
                    on:click=move |event| {
                        event.prevent_default();
                        browser::focus_first_input(&error.field);
                    }
                >
                    {move || words.text(&message)}
                </a>
            </li>
        }
    };
    move || {
        let problems = problems.get();
        (!problems.is_empty()).then(|| {
            view! {
                <div
                    class="error-summary"
                    id=SUMMARY_ID
                    tabindex="-1"
                    role="alert"
                    aria-labelledby="error-summary-title"
                >
                    <h2 id="error-summary-title">{t("layout-error-summary-title")}</h2>
                    <ul>{problems.into_iter().map(item).collect_view()}</ul>
                </div>
            }
        })
    }
}
