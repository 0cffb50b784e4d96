//! The record: the person, every dose by vaccine, and the links to card and print.

mod dose;
mod groups;
mod openings;
mod print;
mod remarks;

use std::sync::Arc;

use leptos::prelude::*;
use shared::immunization::{ImmunizationRecord, OpenedRecord};
use shared::routes::page;

use self::dose::Dose;
use self::groups::{Group, groups};
use self::openings::Openings;
use self::print::PrintSheet;
use super::record_gate::RecordGate;
use crate::components::QrDrawing;
use ui::browser;
use ui::components::Heading;
use ui::i18n::{Arg, Words, t, use_words};

#[component]
pub fn RecordPage() -> impl IntoView {
    // The print shows English next to the person's language.
    view! { <RecordGate show=|opened| view! { <Record opened/> }.into_any()/> }
}

#[component]
fn Record(opened: Arc<OpenedRecord>) -> impl IntoView {
    let words = use_words();
    let codes: Vec<QrDrawing> = opened
        .health_cards
        .iter()
        .filter_map(|card| QrDrawing::of(&card.qr_numeric))
        .collect();
    let has_card = !codes.is_empty();
    let prints_code = RwSignal::new(true);
    let record = Arc::new(opened.record.clone());
    let (born_on, updated_on) = (record.patient.birth_date.clone(), record.last_updated_on.clone());
    view! {
        <div class="screen-only">
            <Heading text=t("record-title")/>
            <div class="person">
                <p class="person-name"><bdi>{record.patient.name.clone()}</bdi></p>
                <p>{move || words.text_with("record-born", &[("date", Arg::Text(words.date(&born_on)))])}</p>
            </div>
            <div class="action">
                <a class="button-primary" href=page::CARD>{t("record-card-action")}</a>
                <button type="button" class="button-secondary" on:click=|_| browser::print()>
                    {t("record-print-action")}
                </button>
            </div>
            {has_card
                .then(|| {
                    view! {
                        <div class="choice">
                            <input type="checkbox" id="print_with_card" bind:checked=prints_code/>
                            <label for="print_with_card">{t("record-print-with-card")}</label>
                        </div>
                    }
                })}
            <Doses record=Arc::clone(&record)/>
            <p class="record-source">
                {t("record-source")}
                " "
                {move || words.text_with("record-updated", &[("date", Arg::Text(words.date(&updated_on)))])}
            </p>
            <Openings openings=opened.openings.clone()/>
            <section class="record-wrong">
                <h2>{t("record-wrong-title")}</h2>
                <p>{t("record-wrong-text")}</p>
                <p><a href=format!("{}/wrong-record", page::HELP)>{t("record-wrong-action")}</a></p>
            </section>
        </div>
        <PrintSheet record codes prints_code/>
    }
}

#[component]
fn Doses(record: Arc<ImmunizationRecord>) -> impl IntoView {
    let words = use_words();
    let all = StoredValue::new(groups(&record.immunizations));
    let filter = RwSignal::new(String::new());
    // Sorted by name in the chosen language.
    let in_order = move || {
        let mut named: Vec<(String, Group)> = all
            .get_value()
            .into_iter()
            .map(|group| (group_name(words, &group.id), group))
            .collect();
        let collator = browser::Collator::new(words.locale());
        named.sort_by(|(one, _), (other, _)| collator.compare(one, other));
        named
    };
    if record.immunizations.is_empty() {
        return view! { <p class="lead">{t("record-empty")}</p> }.into_any();
    }
    view! {
        <div class="field filter">
            <label for="record-filter">{t("record-filter")}</label>
            <select
                id="record-filter"
                on:change=move |event| filter.set(event_target_value(&event))
            >
                <option value="">{t("record-filter-all")}</option>
                {move || {
                    in_order()
                        .into_iter()
                        .map(|(name, group)| {
                            let is_chosen = filter.get_untracked() == group.id;
                            view! { <option value=group.id selected=is_chosen>{name}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </div>
        <div class="groups">
            {move || {
                let chosen = filter.get();
                in_order()
                    .into_iter()
                    .filter(|(_, group)| chosen.is_empty() || group.id == chosen)
                    .map(|(name, group)| view! { <GroupView name group record=Arc::clone(&record)/> })
                    .collect_view()
            }}
        </div>
    }
    .into_any()
}

#[component]
fn GroupView(name: String, group: Group, record: Arc<ImmunizationRecord>) -> impl IntoView {
    let words = use_words();
    let id = format!("group-{}", group.id);
    let count = u32::try_from(group.doses.len()).unwrap_or(u32::MAX);
    let labelled_by = id.clone();
    view! {
        <section class="group" aria-labelledby=labelled_by>
            <h2 id=id>
                {name}
                " "
                <span class="group-count">
                    {move || words.text_with("record-doses", &[("count", Arg::Number(count))])}
                </span>
            </h2>
            <ul class="doses">
                {group
                    .doses
                    .iter()
                    .filter_map(|place| record.immunizations.get(*place).cloned())
                    .map(|dose| view! { <Dose dose/> })
                    .collect_view()}
            </ul>
        </section>
    }
}

/// The group's name in the chosen language; a group without a translation gets the name for all others.
fn group_name(words: Words, group: &str) -> String {
    let id = format!("vaccine-group-{group}");
    if words.has(&id) {
        words.text(&id)
    } else {
        words.text(&format!("vaccine-group-{}", groups::OTHER))
    }
}
