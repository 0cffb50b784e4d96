//! The COVID-19 SMART Health Card: a large QR to show, an image and a file to save.

use std::sync::Arc;

use leptos::prelude::*;
use shared::health_card::{FILE_NAME, HealthCard};
use shared::immunization::{OpenedRecord, Patient};
use shared::routes::page;

use super::record_gate::RecordGate;
use crate::api::health_card_path;
use crate::components::{Qr, QrDrawing};
use shared::prose::Subheadings;
use ui::browser;
use ui::components::{Heading, Prose};
use ui::i18n::{Arg, t, use_words};

const IMAGE_NAME: &str = "covid-19-card.png";

#[component]
pub fn CardPage() -> impl IntoView {
    view! { <RecordGate show=|opened| view! { <Cards opened/> }.into_any()/> }
}

#[component]
fn Cards(opened: Arc<OpenedRecord>) -> impl IntoView {
    let back = view! { <p><a class="back" href=page::RECORD>{t("record-back")}</a></p> };
    if opened.health_cards.is_empty() {
        return view! {
            {back}
            <Heading text=t("card-none-title")/>
            <p class="lead">{t("card-none-text")}</p>
            <p><a href=format!("{}/wrong-record", page::HELP)>{t("record-wrong-action")}</a></p>
        }
        .into_any();
    }
    let portal = use_words().portal;
    let total = opened.health_cards.len();
    let cards = opened
        .health_cards
        .iter()
        .enumerate()
        .map(|(place, card)| view! { <Card card=card.clone() patient=opened.record.patient.clone() place total/> })
        .collect_view();
    view! {
        {back}
        <Heading text=t("card-title")/>
        {move || {
            portal
                .with(|portal| portal.demo)
                .then(|| view! { <p class="notice notice-demo">{t("card-demo")}</p> })
        }}
        {cards}
        <p class="hint">{t("card-bright")}</p>
        <section>
            <h2>{t("card-holds-title")}</h2>
            <Prose id="card-holds-body" subheadings=Subheadings::UnderH2/>
        </section>
        <Hint title="card-iphone-title" body="card-iphone-body"/>
        <Hint title="card-android-title" body="card-android-body"/>
    }
    .into_any()
}

#[component]
fn Card(card: HealthCard, patient: Patient, place: usize, total: usize) -> impl IntoView {
    let words = use_words();
    let number = |count: usize| Arg::Number(u32::try_from(count).unwrap_or(u32::MAX));
    let which = (total > 1).then(|| [("number", number(place + 1)), ("total", number(total))]);
    let issued_on = browser::local_date(&card.issued_at).unwrap_or(card.issued_at);
    let born_on = patient.birth_date;
    view! {
        <section class="card">
            {which
                .map(|args| view! { <h2>{move || words.text_with("card-place", &args)}</h2> })}
            {QrDrawing::of(&card.qr_numeric).map(|drawing| view! { <Code drawing/> })}
            <p class="person-name"><bdi>{patient.name}</bdi></p>
            <p>{move || words.text_with("record-born", &[("date", Arg::Text(words.date(&born_on)))])}</p>
            <p>
                {move || words.text_with("record-doses", &[("count", Arg::Number(card.doses))])} " · "
                {move || words.text_with("card-issued", &[("date", Arg::Text(words.date(&issued_on)))])}
            </p>
            <p class="action">
                <a
                    class="button-secondary"
                    href=health_card_path(place)
                    download=FILE_NAME
                    rel="external"
                >
                    {t("card-save-file")}
                </a>
            </p>
        </section>
    }
}

/// The code, which grows to the width of the screen when it is tapped, and a button that saves its image.
#[component]
fn Code(drawing: QrDrawing) -> impl IntoView {
    let is_large = RwSignal::new(false);
    let has_failed = RwSignal::new(false);
    let (enlarge, shrink) = (t("card-enlarge"), t("card-shrink"));
    let label = move || {
        if is_large.get() {
            shrink.get()
        } else {
            enlarge.get()
        }
    };
    let kept = drawing.clone();
    view! {
        <div class="code-frame" class:code-frame-large=is_large>
            <Qr drawing label=t("card-qr")/>
        </div>
        <p class="action">
            <button
                type="button"
                class="button-secondary"
                on:click=move |_| is_large.update(|is_large| *is_large = !*is_large)
            >
                {label}
            </button>
            <button
                type="button"
                class="button-secondary"
                on:click=move |_| {
                    has_failed.set(browser::save_qr_image(IMAGE_NAME, &kept.path, kept.size).is_none());
                }
            >
                {t("card-save-image")}
            </button>
        </p>
        {move || has_failed.get().then(|| view! { <p role="alert">{t("card-image-failed")}</p> })}
    }
}

#[component]
fn Hint(title: &'static str, body: &'static str) -> impl IntoView {
    view! {
        <details class="hint-details">
            <summary>{t(title)}</summary>
            <Prose id=body subheadings=Subheadings::UnderH2/>
        </details>
    }
}
