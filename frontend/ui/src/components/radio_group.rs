//! A group of radio buttons: a choice of one from a few.

use leptos::prelude::*;

use super::field::{FieldMessage, described_by, hint_id};
use crate::form::Input;
use crate::i18n::t;

/// `options` are pairs of value and message id; each input's id is `<id>-<value>`.
#[component]
pub fn RadioGroup(
    input: Input,
    legend: &'static str,
    hint: &'static str,
    options: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let Input { id, text, problem } = input;
    let option = move |(value, label): (&'static str, &'static str)| {
        view! {
            <Radio
                group=id
                value
                label
                is_chosen=Signal::derive(move || text.with(|chosen| chosen == value))
                on_choose=Callback::new(move |()| text.set(value.to_owned()))
            />
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
            {options.into_iter().map(option).collect_view()}
        </fieldset>
    }
}

/// One button of a group.
#[component]
pub fn Radio(
    group: &'static str,
    value: &'static str,
    label: &'static str,
    is_chosen: Signal<bool>,
    on_choose: Callback<()>,
) -> impl IntoView {
    let id = format!("{group}-{value}");
    view! {
        <div class="choice">
            <input
                type="radio"
                id=id.clone()
                name=group
                value=value
                prop:checked=is_chosen
                on:change=move |_| on_choose.run(())
            />
            <label for=id>{t(label)}</label>
        </div>
    }
}
