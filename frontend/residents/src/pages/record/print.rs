//! The record on paper: English first, because its readers need English, then the person's language.

use std::sync::Arc;

use leptos::prelude::*;
use shared::immunization::{Immunization, ImmunizationRecord};
use shared::locale::Locale;

use super::group_name;
use super::remarks::{REPORTED_BY, doubt, reporters};
use crate::components::{Qr, QrDrawing};
use ui::browser;
use ui::i18n::{Arg, Words, t, use_words};

#[component]
pub fn PrintSheet(
    record: Arc<ImmunizationRecord>,
    codes: Vec<QrDrawing>,
    prints_code: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let head = move |id: &'static str| view! { <th scope="col">{both(words, id)}</th> };
    let today = browser::today().to_string();
    let (name, born_on) = (record.patient.name.clone(), record.patient.birth_date.clone());
    let rows = move || {
        record
            .immunizations
            .iter()
            .map(|dose| row(words, dose))
            .collect_view()
    };
    view! {
        <section class="print-only">
            <p class="print-title">{both(words, "record-print-heading")}</p>
            <dl class="print-person">
                <dt>{both(words, "record-print-name")}</dt>
                <dd><bdi>{name}</bdi></dd>
                <dt>{both(words, "record-print-birth-date")}</dt>
                <dd>{move || both_dates(words, &born_on)}</dd>
            </dl>
            <table>
                <thead>
                    <tr>
                        {head("record-date")} {head("record-vaccine")} {head("record-product")}
                        {head("record-manufacturer")} {head("record-lot")} {head("record-performer")}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p>
                {move || words.text_with("record-print-issued", &[("date", Arg::Text(words.date(&today)))])} " · "
                {t("record-print-from")}
            </p>
            {move || {
                prints_code
                    .get()
                    .then(|| {
                        codes
                            .iter()
                            .map(|code| {
                                view! {
                                    <div class="print-code">
                                        <Qr drawing=code.clone() label=t("card-qr")/>
                                        <p>{both(words, "card-title")}</p>
                                    </div>
                                }
                            })
                            .collect_view()
                    })
            }}
        </section>
    }
}

fn row(words: Words, dose: &Immunization) -> impl IntoView + use<> {
    let is_english = words.locale() == Locale::ENGLISH;
    let groups: Vec<String> = dose
        .vaccine_groups
        .iter()
        .map(|group| group_name(words, group))
        .collect();
    let reported =
        |value: &Option<String>| value.clone().unwrap_or_else(|| words.text("record-not-reported"));
    let doubts = dose
        .flags
        .iter()
        .map(|flag| view! { <br/> {both(words, doubt(*flag))} })
        .collect_view();
    let reporters = reporters(&dose.sources).map(|names| {
        let english = words.english(REPORTED_BY, &names);
        view! { <br/> {beside(words, english, words.text_with(REPORTED_BY, &names))} }
    });
    view! {
        <tr>
            <td>{both_dates(words, &dose.occurrence_date)}</td>
            <td>
                <span lang="en" dir="ltr">{dose.vaccine.clone()}</span>
                {(!is_english).then(|| view! { <br/> {groups.join(", ")} })}
                {doubts}
            </td>
            <td><bdi>{reported(&dose.product)}</bdi></td>
            <td><bdi>{reported(&dose.manufacturer)}</bdi></td>
            <td><bdi>{reported(&dose.lot_number)}</bdi></td>
            <td><bdi>{reported(&dose.performer)}</bdi> {reporters}</td>
        </tr>
    }
}

/// English, then the person's language if it is another one.
fn both(words: Words, id: &'static str) -> impl IntoView {
    move || beside(words, words.english(id, &[]), words.text(id))
}

fn both_dates(words: Words, iso: &str) -> impl IntoView + use<> {
    beside(words, words.english_date(iso), words.date(iso))
}

fn beside(words: Words, english: Option<String>, own: String) -> impl IntoView {
    let english = english.filter(|_| words.locale() != Locale::ENGLISH);
    view! {
        {english.map(|english| view! { <span lang="en" dir="ltr">{english}</span> <br/> })}
        {own}
    }
}
