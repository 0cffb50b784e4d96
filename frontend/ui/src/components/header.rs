//! The top of every page: skip link, banner, name of the service, languages, and the lock while a record is open.

use leptos::prelude::*;
use shared::locale::Locale;
use shared::routes::page;

use super::{Banner, LanguageMenu};
use crate::i18n::{t, use_words};

#[component]
pub fn Header(
    on_language: Callback<Locale>,
    is_record_open: Signal<bool>,
    on_lock: Callback<()>,
) -> impl IntoView {
    let portal = use_words().portal;
    view! {
        // The browser itself moves the focus here: `external` keeps the router away.
        <a class="skip-link" href="#main" rel="external">{t("layout-skip-link")}</a>
        <header class="site-header">
            <Banner/>
            <div class="wrap site-bar">
                <a class="site-name" href=page::START>
                    <Mark/>
                    <span>{move || portal.with(|portal| portal.service_name.clone())}</span>
                </a>
                <div class="site-tools">
                    {move || {
                        is_record_open
                            .get()
                            .then(|| {
                                view! {
                                    <button type="button" class="button-quiet" id="lock" on:click=move |_| on_lock.run(())>
                                        {t("record-lock")}
                                    </button>
                                }
                            })
                    }}
                    <LanguageMenu on_choose=on_language/>
                </div>
            </div>
        </header>
    }
}

/// The sign of the service: a shield with a tick.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="site-mark" viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false">
            <path class="site-mark-ground" d="M12 1.5 3 5v6.2c0 5.3 3.7 9.6 9 11.3 5.3-1.7 9-6 9-11.3V5z"/>
            <path class="site-mark-tick" d="m7.5 12.2 3 3 6-6.4"/>
        </svg>
    }
}
