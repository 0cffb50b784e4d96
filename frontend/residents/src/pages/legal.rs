//! Privacy policy, terms of use and the accessibility statement.

use leptos::prelude::*;

use super::part_gate::PartGate;
use ui::components::{Contents, Heading, Prose};
use ui::i18n::{Arg, Part, t, use_words};

/// The day these texts came into force, and their version; both change with the texts.
const EFFECTIVE_ON: &str = "2026-11-20";
const VERSION: &str = "1";

/// The page of one text, given by the ids of its title and its body.
#[component]
pub fn LegalPage(title: &'static str, body: &'static str) -> impl IntoView {
    view! {
        <PartGate
            part=Part::Legal
            show=Callback::new(move |()| view! { <Legal title body/> }.into_any())
        />
    }
}

#[component]
fn Legal(title: &'static str, body: &'static str) -> impl IntoView {
    let words = use_words();
    view! {
        <Heading text=t(title)/>
        <p class="hint">
            {move || {
                words.text_with("legal-effective", &[("date", Arg::Text(words.date(EFFECTIVE_ON)))])
            }} " · "
            {move || words.text_with("legal-version", &[("version", Arg::Text(VERSION.to_owned()))])}
        </p>
        <Contents id=body title=t("legal-contents")/>
        <Prose id=body/>
    }
}
