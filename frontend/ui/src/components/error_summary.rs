//! The list of everything that is wrong with a form: above the heading, with the words that stand beside the fields.

use leptos::prelude::*;
use shared::field::Field;
use shared::problem::FieldError;

use crate::browser;
use crate::i18n::t;

/// The element that takes the focus when a form was refused.
pub const SUMMARY_ID: &str = "error-summary";

#[component]
pub fn ErrorSummary(problems: Signal<Vec<FieldError>>) -> impl IntoView {
    let item = |error: FieldError| {
        view! {
            <li>
                <a
                    href=format!("#{}", error.field.name())
                    on:click=move |event| {
                        event.prevent_default();
                        focus_field(error.field);
                    }
                >
                    {t(error.problem.message_id())}
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

fn focus_field(field: Field) {
    match field {
        Field::BirthDate | Field::Gender => browser::focus_first_input(field.name()),
        Field::FirstName
        | Field::LastName
        | Field::Email
        | Field::Phone
        | Field::Pin
        | Field::PinAgain
        | Field::NotARobot => browser::focus(field.name()),
    }
}
