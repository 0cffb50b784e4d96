//! An address that leads nowhere.

use leptos::prelude::*;
use shared::routes::page;

use ui::components::Heading;
use ui::i18n::t;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <Heading text=t("layout-not-found-title")/>
        <p>{t("layout-not-found-text")}</p>
        <p class="action"><a class="button-primary" href=page::START>{t("layout-not-found-action")}</a></p>
    }
}
