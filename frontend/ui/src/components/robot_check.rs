//! The box "I am not a robot", with a text about the progress of its check.

use leptos::prelude::*;

use super::field::{FieldMessage, described_by, invalid};
use crate::i18n::{t, use_words};

/// `working` is the id of the progress text; `on_change` receives whether the box was ticked or cleared.
#[component]
pub fn RobotCheck(
    id: &'static str,
    #[prop(into)] is_ticked: Signal<bool>,
    working: Signal<Option<String>>,
    problem: Signal<Option<String>>,
    on_change: Callback<bool>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="field robot-check" class:field-wrong=move || problem.get().is_some()>
            <FieldMessage id problem/>
            <div class="choice">
                <input
                    type="checkbox"
                    id=id
                    name=id
                    prop:checked=is_ticked
                    aria-describedby=described_by(id, false, problem)
                    aria-invalid=invalid(problem)
                    on:change=move |event| on_change.run(event_target_checked(&event))
                />
                <label for=id>{t("request-robot")}</label>
            </div>
            <p class="robot-state" role="status">{move || working.get().map(|id| words.text(&id))}</p>
        </div>
    }
}
