//! Texts that `shared` writes as HTML, as views.

use leptos::prelude::*;
use shared::pages::contact;
use shared::prose::Subheadings;
use shared::texts::Arg;

use crate::i18n::use_words;

/// A message with links for phones and e-mail addresses. It follows the language.
pub fn rich(id: &'static str, args: Vec<(&'static str, Arg)>) -> AnyView {
    let words = use_words();
    view! { <span inner_html=move || words.with_texts(|texts| texts.html_with(id, &args))></span> }.into_any()
}

/// A long text.
#[component]
pub fn Prose(
    #[prop(into)] id: String,
    #[prop(default = Subheadings::UnderH1)] subheadings: Subheadings,
    #[prop(optional)] args: Vec<(&'static str, Arg)>,
) -> impl IntoView {
    let words = use_words();
    view! { <div inner_html=move || words.with_texts(|texts| texts.prose(&id, subheadings, &args))></div> }
}

/// The department's contacts.
#[component]
pub fn ContactBlock() -> impl IntoView {
    let words = use_words();
    view! { <div inner_html=move || words.with_texts(contact::block)></div> }
}
