//! A PIN: four digits that can be shown and hidden, pasted and filled in by a password manager.

use leptos::prelude::*;

use super::field::{FieldMessage, described_by, hint_id, invalid};
use crate::form::Input;
use crate::i18n::t;

/// The purpose of the PIN: password managers offer to keep a new one and to fill in a known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinUse {
    Create,
    Enter,
}

#[component]
pub fn PinField(
    input: Input,
    label: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
    pin_use: PinUse,
) -> impl IntoView {
    let Input { id, text, problem } = input;
    let is_shown = RwSignal::new(false);
    let autocomplete = match pin_use {
        PinUse::Create => "new-password",
        PinUse::Enter => "current-password",
    };
    let (show, hide) = (t("layout-pin-show"), t("layout-pin-hide"));
    let (show_label, hide_label) = (t("layout-pin-show-label"), t("layout-pin-hide-label"));
    let either = move |hidden: Signal<String>, shown: Signal<String>| {
        move || if is_shown.get() { shown.get() } else { hidden.get() }
    };
    view! {
        <div class="field" class:field-wrong=move || problem.get().is_some()>
            <label for=id>{t(label)}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id(id)>{t(hint)}</p> })}
            <FieldMessage id problem/>
            <div class="pin-row">
                <input
                    class="pin"
                    id=id
                    name=id
                    type=move || if is_shown.get() { "text" } else { "password" }
                    inputmode="numeric"
                    autocomplete=autocomplete
                    dir="ltr"
                    spellcheck="false"
                    aria-describedby=described_by(id, hint.is_some(), problem)
                    aria-invalid=invalid(problem)
                    bind:value=text
                />
                <button
                    type="button"
                    class="button-quiet"
                    aria-controls=id
                    aria-label=either(show_label, hide_label)
                    on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)
                >
                    {either(show, hide)}
                </button>
            </div>
        </div>
    }
}
