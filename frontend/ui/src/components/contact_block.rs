//! How to reach people: phone with hours, interpreter, e-mail.

use leptos::prelude::*;

use crate::i18n::{rich, t, use_words};

#[component]
pub fn ContactBlock() -> impl IntoView {
    let words = use_words();
    let portal = words.portal;
    view! {
        <section class="contact-block">
            <h2>{t("layout-contact-title")}</h2>
            <p class="contact-phone">{rich("layout-contact-phone", Vec::new())}</p>
            <ul class="contact-hours">
                {move || words.hours.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
            <p>{move || portal.with(|portal| portal.interpreter.clone())}</p>
            <p>{rich("layout-contact-email", Vec::new())}</p>
        </section>
    }
}
