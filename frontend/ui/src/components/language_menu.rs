//! The languages one can choose, each by its own name.

use leptos::ev::FocusEvent;
use leptos::html::{Details, Summary};
use leptos::prelude::*;
use shared::locale::Locale;
use wasm_bindgen::JsCast;
use web_sys::Node;

use crate::i18n::{t, use_words};

/// The menu in the header.
#[component]
pub fn LanguageMenu(on_choose: Callback<Locale>) -> impl IntoView {
    let words = use_words();
    let menu = NodeRef::<Details>::new();
    let summary = NodeRef::<Summary>::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    let close_and_return = move || {
        close();
        if let Some(summary) = summary.get_untracked() {
            let _ = summary.focus();
        }
    };
    let close_when_left = move |event: FocusEvent| {
        let goes_to = event
            .related_target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        let stays = menu
            .get_untracked()
            .is_some_and(|menu| menu.contains(goes_to.as_ref()));
        if goes_to.is_some() && !stays {
            close();
        }
    };
    view! {
        <details
            class="language-menu"
            node_ref=menu
            on:focusout=close_when_left
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    close_and_return();
                }
            }
        >
            <summary node_ref=summary>
                <span class="visually-hidden">{t("layout-language")}": "</span>
                {move || words.locale().own_name()}
            </summary>
            <ul>
                {choices(words, move |locale| {
                    on_choose.run(locale);
                    close_and_return();
                })}
            </ul>
        </details>
    }
}

/// All languages in sight, for a first visit.
#[component]
pub fn LanguageChips(on_choose: Callback<Locale>) -> impl IntoView {
    let words = use_words();
    view! {
        <nav class="language-chips" aria-label=t("start-languages")>
            <ul>{choices(words, move |locale| on_choose.run(locale))}</ul>
        </nav>
    }
}

fn choices(
    words: crate::i18n::Words,
    choose: impl Fn(Locale) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    // The same languages stay on the page when another one is chosen, and so does the focus.
    let offered = Memo::new(move |_| words.portal.with(|portal| portal.locales.clone()));
    move || {
        offered.with(|tags| {
            tags.iter()
                .filter_map(|tag| Locale::from_tag(tag))
                .map(|locale| {
                    let is_current = move || (words.locale() == locale).then_some("true");
                    view! {
                        <li>
                            <button
                                type="button"
                                lang=locale.tag()
                                dir=locale.direction().html()
                                aria-current=is_current
                                on:click=move |_| choose(locale)
                            >
                                {locale.own_name()}
                            </button>
                        </li>
                    }
                })
                .collect_view()
        })
    }
}
