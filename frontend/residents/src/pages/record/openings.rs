//! How often the link of the record was opened, so that a person sees whether somebody else opened it.

use leptos::prelude::*;
use shared::immunization::LinkOpenings;
use ui::browser;
use ui::i18n::{Arg, t, use_words};

#[component]
pub fn Openings(openings: LinkOpenings) -> impl IntoView {
    let words = use_words();
    let Some(previous_at) = openings.previous_at else {
        return view! { <p class="hint">{t("record-opened-first")}</p> }.into_any();
    };
    let date = browser::local_date(&previous_at).unwrap_or_default();
    let time = browser::local_time(&previous_at);
    let sentence = move || {
        let values = [
            ("count", Arg::Number(openings.count)),
            ("date", Arg::Text(words.date(&date))),
            ("time", Arg::Text(words.time(&time))),
        ];
        words.text_with("record-opened-again", &values)
    };
    view! { <p class="hint">{sentence}" "{t("record-opened-not-you")}</p> }.into_any()
}
