//! The record was locked or the session has ended: explains how to see the record again.

use leptos::prelude::*;
use shared::problem::ProblemCode;
use shared::routes::page;

use ui::components::{Heading, Prose};
use ui::i18n::t;

/// Why the record is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Locked,
    Ended,
}

#[component]
pub fn ViewingOver(why: Over) -> impl IntoView {
    let ended = ProblemCode::SessionRequired.message_id();
    let (title, text) = match why {
        Over::Locked => ("record-locked-title", "record-locked-text".to_owned()),
        Over::Ended => (ended, format!("{ended}-body")),
    };
    view! {
        <Heading text=t(title)/>
        <Prose id=text/>
        <p class="action">
            <a class="button-secondary" href=page::OPEN>{t("record-paste-link")}</a>
            <a class="button-secondary" href=page::REQUEST>{t("record-ask-again")}</a>
        </p>
    }
}
