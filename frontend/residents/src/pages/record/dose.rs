//! One dose: every reported value, and which values were not reported.

use leptos::prelude::*;
use shared::immunization::{DoseStatus, Immunization};

use super::remarks::{REPORTED_BY, doubt, reporters};
use ui::components::rich;
use ui::i18n::{t, use_words};

#[component]
pub fn Dose(dose: Immunization) -> impl IntoView {
    let words = use_words();
    let date = dose.occurrence_date.clone();
    let is_partial = match dose.dose_status {
        DoseStatus::Completed => false,
        DoseStatus::Partial => true,
    };
    let doubts = dose
        .flags
        .iter()
        .map(|flag| view! { <p class="dose-mark">{t(doubt(*flag))}</p> })
        .collect_view();
    let reporters = reporters(&dose.sources)
        .map(|names| view! { <p class="dose-reporters">{rich(REPORTED_BY, names)}</p> });
    view! {
        <li class="dose">
            <h3>{move || words.date(&date)}</h3>
            <p class="dose-vaccine" lang="en" dir="ltr">{dose.vaccine}</p>
            {doubts}
            {is_partial.then(|| view! { <p class="dose-mark">{t("record-partial")}</p> })}
            <dl>
                <Detail name="record-product" value=dose.product/>
                <Detail name="record-manufacturer" value=dose.manufacturer/>
                <Detail name="record-lot" value=dose.lot_number/>
                <Detail name="record-performer" value=dose.performer/>
            </dl>
            {reporters}
            {dose.historical.then(|| view! { <p class="dose-mark">{t("record-historical")}</p> })}
        </li>
    }
}

/// Names of products, makers and places stay as they were reported.
#[component]
fn Detail(name: &'static str, value: Option<String>) -> impl IntoView {
    let value = match value {
        Some(value) => view! { <bdi lang="en">{value}</bdi> }.into_any(),
        None => view! { <span class="not-reported">{t("record-not-reported")}</span> }.into_any(),
    };
    view! {
        <div>
            <dt>{t(name)}</dt>
            <dd>{value}</dd>
        </div>
    }
}
