//! The date of birth: three inputs in the order of the language; the month as number or word.

use leptos::prelude::*;

use super::field::{FieldMessage, described_by, hint_id, invalid};
use crate::i18n::{DatePart, t, use_words};

/// The id of an input is `<id>-day`, `<id>-month` or `<id>-year`; `texts` are those of day, month and year.
#[component]
pub fn BirthDateField(
    id: &'static str,
    legend: &'static str,
    hint: &'static str,
    texts: [RwSignal<String>; 3],
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let words = use_words();
    let [day, month, year] = texts;
    // Only another order rebuilds the inputs: their order on the screen is the order of the keyboard.
    let order = Memo::new(move |_| words.date_order());
    let input = move |part: DatePart| {
        let (label, name, autocomplete, value) = match part {
            DatePart::Day => ("request-birth-date-day", "day", "bday-day", day),
            DatePart::Month => ("request-birth-date-month", "month", "bday-month", month),
            DatePart::Year => ("request-birth-date-year", "year", "bday-year", year),
        };
        let input_id = format!("{id}-{name}");
        view! {
            <div class=format!("date-part date-part-{name}")>
                <label for=input_id.clone()>{t(label)}</label>
                <input
                    id=input_id.clone()
                    name=input_id
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
            id=id
            aria-describedby=described_by(id, true, problem)
        >
            <legend>{t(legend)}</legend>
            <p class="hint" id=hint_id(id)>{t(hint)}</p>
            <FieldMessage id problem/>
            <div class="date-parts">{move || order.get().map(input).collect_view()}</div>
        </fieldset>
    }
}
