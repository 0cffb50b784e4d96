//! The bottom of every page: who runs the site, and the pages one looks for there.

use leptos::prelude::*;
use shared::routes::page;

use crate::i18n::{rich, t};

#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="site-footer">
            <div class="wrap">
                <nav aria-label=t("layout-menu")>
                    <ul>
                        <li><a href=page::HELP>{t("layout-footer-help")}</a></li>
                        <li><a href=page::PRIVACY>{t("layout-footer-privacy")}</a></li>
                        <li><a href=page::TERMS>{t("layout-footer-terms")}</a></li>
                        <li><a href=page::ACCESSIBILITY>{t("layout-footer-accessibility")}</a></li>
                    </ul>
                </nav>
                <p>{rich("layout-contact-phone", Vec::new())}</p>
                <p>{t("layout-footer-operator")}</p>
            </div>
        </footer>
    }
}
