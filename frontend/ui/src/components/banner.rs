//! The line at the very top: whose site this is, and how to know it.

use leptos::prelude::*;

use crate::i18n::{t, use_words};

#[component]
pub fn Banner() -> impl IntoView {
    let portal = use_words().portal;
    view! {
        <details class="official-banner">
            <summary>
                <span class="wrap">
                    <span class="official-banner-lead">{t("layout-banner-lead")}</span>
                    " "
                    <span class="official-banner-toggle">{t("layout-banner-toggle")}</span>
                </span>
            </summary>
            <div class="wrap official-banner-text">
                <p>{move || portal.with(|portal| portal.official_banner.clone())}</p>
                <p>{t("layout-banner-address")}</p>
            </div>
        </details>
        {move || {
            portal
                .with(|portal| portal.demo)
                .then(|| view! { <p class="demo-line"><span class="wrap">{t("layout-demo")}</span></p> })
        }}
    }
}
