//! A text field: wires label, hint and message to the input.

use crate::form::Input;
use crate::i18n::{t, use_words};
use leptos::prelude::*;

/// The kind of input, which selects the keyboard and the help of the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    GivenName,
    FamilyName,
    Phone,
    Email,
    Link,
    Search,
}

impl InputKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::GivenName | Self::FamilyName | Self::Link => "text",
            Self::Phone => "tel",
            Self::Email => "email",
            Self::Search => "search",
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::GivenName => "given-name",
            Self::FamilyName => "family-name",
            Self::Phone => "tel",
            Self::Email => "email",
            Self::Link | Self::Search => "off",
        }
    }

    const fn inputmode(self) -> &'static str {
        match self {
            Self::GivenName | Self::FamilyName => "text",
            Self::Phone => "tel",
            Self::Email => "email",
            Self::Link => "url",
            Self::Search => "search",
        }
    }

    /// Names are typed in their own direction; numbers and addresses always run left to right.
    const fn dir(self) -> &'static str {
        match self {
            Self::GivenName | Self::FamilyName | Self::Search => "auto",
            Self::Phone | Self::Email | Self::Link => "ltr",
        }
    }

    const fn autocapitalize(self) -> &'static str {
        match self {
            Self::GivenName | Self::FamilyName => "words",
            Self::Phone | Self::Email | Self::Link | Self::Search => "none",
        }
    }
}

/// One labelled text input.
#[component]
pub fn TextField(
    input: Input,
    label: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
    kind: InputKind,
) -> impl IntoView {
    let Input { id, text, problem } = input;
    view! {
        <div class="field" class:field-wrong=move || problem.get().is_some()>
            <label for=id>{t(label)}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id(id)>{t(hint)}</p> })}
            <FieldMessage id problem/>
            <input
                id=id
                name=id
                type=kind.input_type()
                autocomplete=kind.autocomplete()
                inputmode=kind.inputmode()
                autocapitalize=kind.autocapitalize()
                dir=kind.dir()
                spellcheck="false"
                aria-describedby=described_by(id, hint.is_some(), problem)
                aria-invalid=invalid(problem)
                bind:value=text
            />
        </div>
    }
}

/// The message beside a field.
#[component]
pub fn FieldMessage(id: &'static str, problem: Signal<Option<String>>) -> impl IntoView {
    let words = use_words();
    move || {
        problem.get().map(|problem| {
            view! {
                <p class="field-message" id=message_id(id)>
                    <span class="visually-hidden">{t("layout-error-prefix")}" "</span>
                    {move || words.text(&problem)}
                </p>
            }
        })
    }
}

pub fn hint_id(id: &str) -> String {
    format!("{id}-hint")
}

fn message_id(id: &str) -> String {
    format!("{id}-message")
}

/// The ids of the texts that belong to an input, if any.
pub fn described_by(
    id: &'static str,
    has_hint: bool,
    problem: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Copy + Send + 'static {
    move || {
        let hint = has_hint.then(|| hint_id(id));
        let message = problem.get().is_some().then(|| message_id(id));
        match (hint, message) {
            (Some(hint), Some(message)) => Some(format!("{hint} {message}")),
            (hint, message) => hint.or(message),
        }
    }
}

pub fn invalid(problem: Signal<Option<String>>) -> impl Fn() -> Option<&'static str> + Copy + Send + 'static {
    move || problem.get().is_some().then_some("true")
}
