//! The box "I am not a robot", with words for what its check is doing.

use leptos::prelude::*;
use shared::field::Field;
use shared::problem::FieldProblem;

use crate::forms::RobotCheckState;
use ui::components::field::{FieldMessage, described_by, invalid};
use ui::i18n::t;

const ID: &str = Field::NotARobot.name();

/// `on_change` hears whether the box was ticked or cleared.
#[component]
pub fn RobotCheck(
    #[prop(into)] state: Signal<RobotCheckState>,
    problem: Signal<Option<FieldProblem>>,
    on_change: Callback<bool>,
) -> impl IntoView {
    let is_ticked = move || state.with(RobotCheckState::is_ticked);
    let words = move || match state.get() {
        RobotCheckState::Unticked => None,
        RobotCheckState::Working => Some(t("request-robot-working")),
        RobotCheckState::Done { .. } => Some(t("request-robot-done")),
        RobotCheckState::Failed => Some(t("request-robot-failed")),
    };
    view! {
        <div class="field robot-check" class:field-wrong=move || problem.get().is_some()>
            <FieldMessage id=ID problem/>
            <div class="choice">
                <input
                    type="checkbox"
                    id=ID
                    name=ID
                    prop:checked=is_ticked
                    aria-describedby=described_by(ID, false, problem)
                    aria-invalid=invalid(problem)
                    on:change=move |event| on_change.run(event_target_checked(&event))
                />
                <label for=ID>{t("request-robot")}</label>
            </div>
            <p class="robot-state" role="status">{words}</p>
        </div>
    }
}
