//! The start page: what one gets here, what one needs, and the one button.

use leptos::prelude::*;
use shared::routes::page;

use crate::forms::SentState;
use ui::browser;
use ui::components::{ContactBlock, Heading, LanguageChips, Prose, Subheadings};
use ui::i18n::t;
use ui::languages::use_languages;

#[component]
pub fn StartPage() -> impl IntoView {
    let languages = use_languages();
    // Beginning anew: the next person at this device is not shown the last request.
    expect_context::<SentState>().set(None);
    // Who chose a language before finds the others in the menu.
    let is_first_visit = browser::language_in_cookie().is_none();
    let section = |title: &'static str, body: &'static str| {
        view! {
            <section>
                <h2>{t(title)}</h2>
                <Prose id=body subheadings=Subheadings::UnderH2/>
            </section>
        }
    };
    view! {
        {is_first_visit
            .then(|| view! { <LanguageChips on_choose=Callback::new(move |locale| languages.switch(locale))/> })}
        <Heading text=t("start-title")/>
        <p class="lead">{t("start-lead")}</p>
        <p class="action"><a class="button-primary" href=page::REQUEST>{t("start-action")}</a></p>
        <div class="columns">
            {section("start-needs-title", "start-needs-body")}
            {section("start-steps-title", "start-steps-body")}
            {section("start-holds-title", "start-holds-body")}
            {section("start-missing-title", "start-missing-body")}
        </div>
        <p><a href=page::HELP>{t("start-help")}</a></p>
        <ContactBlock/>
    }
}
