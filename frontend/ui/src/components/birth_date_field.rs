//! The date of birth: three inputs in the order of the language; the month as number or word.

use leptos::prelude::*;
use shared::field::Field;
use shared::problem::FieldProblem;

use super::field::{FieldMessage, described_by, hint_id, invalid};
use crate::i18n::{DatePart, t, use_words};

const ID: &str = Field::BirthDate.name();

#[component]
pub fn BirthDateField(
    day: RwSignal<String>,
    month: RwSignal<String>,
    year: RwSignal<String>,
    problem: Signal<Option<FieldProblem>>,
) -> impl IntoView {
    let words = use_words();
    // Only another order rebuilds the inputs: their order on the screen is the order of the keyboard.
    let order = Memo::new(move |_| words.date_order());
    let input = move |part: DatePart| {
        let (label, name, autocomplete, value) = match part {
            DatePart::Day => ("request-birth-date-day", "day", "bday-day", day),
            DatePart::Month => ("request-birth-date-month", "month", "bday-month", month),
            DatePart::Year => ("request-birth-date-year", "year", "bday-year", year),
        };
        let id = format!("{ID}-{name}");
        view! {
            <div class=format!("date-part date-part-{name}")>
                <label for=id.clone()>{t(label)}</label>
                <input
                    id=id.clone()
                    name=id
                    type="text"
                    inputmode="numeric"
                    autocomplete=autocomplete
                    dir="auto"
                    spellcheck="false"
                    aria-invalid=invalid(problem)
                    bind:value=value
                />
            </div>
        }
    };
    view! {
        <fieldset
            class="field"
            class:field-wrong=move || problem.get().is_some()
            id=ID
            aria-describedby=described_by(ID, true, problem)
        >
            <legend>{t("request-birth-date")}</legend>
            <p class="hint" id=hint_id(ID)>{t("request-birth-date-hint")}</p>
            <FieldMessage id=ID problem/>
            <div class="date-parts">{move || order.get().map(input).collect_view()}</div>
        </fieldset>
    }
}
