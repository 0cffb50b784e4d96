//! The page after the form: what happens next, and the two next actions.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::routes::page;

use crate::forms::{RequestForm, Sent, SentState, typed_request};
use shared::prose::Subheadings;
use ui::components::{Channel, ContactBlock, Heading, Prose, rich};
use ui::form::Typed;
use ui::i18n::{Arg, t};

#[component]
pub fn SentPage() -> impl IntoView {
    // The page reads its content once, because both actions clear it.
    match expect_context::<SentState>().get_untracked() {
        Some(sent) => view! { <WithRequest sent/> }.into_any(),
        None => view! {
            <Heading text=t("sent-lost-title")/>
            <p>{t("sent-lost-text")}</p>
            <p class="action"><a class="button-primary" href=page::REQUEST>{t("sent-lost-action")}</a></p>
        }
        .into_any(),
    }
}

#[component]
fn WithRequest(sent: Sent) -> impl IntoView {
    let form = expect_context::<RequestForm>();
    let navigate = StoredValue::new(use_navigate());
    let typed = StoredValue::new(sent.typed.clone());
    let go_on_with = move |brought_back: fn(&Typed) -> Typed| {
        form.fill(&typed.with_value(brought_back));
        navigate.with_value(|navigate| navigate(page::REQUEST, NavigateOptions::default()));
    };
    let contact = Arg::Ltr(typed_request::contact_shown(&sent.typed));
    let lead = match typed_request::channel(&sent.typed) {
        Channel::Phone => "sent-phone",
        Channel::Email => "sent-email",
    };
    view! {
        <div class="done-line" aria-hidden="true"></div>
        <Heading text=t("sent-title")/>
        <p class="lead">{rich(lead, vec![("contact", contact)])}</p>
        <p>{t("sent-not-found")}</p>
        <p>{rich("sent-when", vec![("valid", Arg::Number(sent.link_valid_hours))])}</p>
        <div class="code-block">
            <p class="code-label">{t("sent-code")}</p>
            <p class="code"><bdi dir="ltr" id="request_code">{sent.request_code}</bdi></p>
            <p class="hint">{t("sent-code-hint")}</p>
        </div>
        <p>{t("sent-check")}</p>
        <p class="action">
            <button
                type="button"
                class="button-secondary"
                on:click=move |_| go_on_with(typed_request::without_pin)
            >
                {t("sent-correct")}
            </button>
            <button
                type="button"
                class="button-secondary"
                on:click=move |_| go_on_with(typed_request::contact_only)
            >
                {t("sent-another")}
            </button>
        </p>
        <section>
            <h2>{t("sent-nothing-title")}</h2>
            <Prose id="sent-nothing-body" subheadings=Subheadings::UnderH2/>
        </section>
        <ContactBlock/>
    }
}
