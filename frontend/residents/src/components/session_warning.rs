//! Asks an inactive reader whether to continue, before the record closes.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use crate::viewing::Warning;
use ui::i18n::{Arg, t, use_words};

#[component]
pub fn SessionWarning(
    #[prop(into)] warning: Signal<Option<Warning>>,
    on_stay: Callback<()>,
    on_close: Callback<()>,
    on_lock: Callback<()>,
) -> impl IntoView {
    let is_shown = Memo::new(move |_| warning.with(Option::is_some));
    move || {
        is_shown
            .get()
            .then(|| view! { <Dialog warning on_stay on_close on_lock/> })
    }
}

#[component]
fn Dialog(
    warning: Signal<Option<Warning>>,
    on_stay: Callback<()>,
    on_close: Callback<()>,
    on_lock: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            // Modal: the browser keeps the focus inside and begins at the first button.
            let _ = dialog.show_modal();
        }
    });
    let is_last = Memo::new(move |_| matches!(warning.get(), Some(Warning::Last { .. })));
    let text = move || {
        let (id, minutes) = match warning.get()? {
            Warning::Idle { minutes } => ("record-warning-text", minutes),
            Warning::Last { minutes } => ("record-warning-last", minutes),
        };
        Some(words.text_with(id, &[("minutes", Arg::Number(minutes))]))
    };
    let answer = move || {
        if let Some(dialog) = dialog.get_untracked() {
            // Closing returns the focus to its previous place.
            dialog.close();
        }
        if is_last.get_untracked() {
            on_close.run(());
        } else {
            on_stay.run(());
        }
    };
    let (stay, close) = (t("record-warning-stay"), t("layout-close"));
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            role="alertdialog"
            aria-labelledby="session-warning-title"
            aria-describedby="session-warning-text"
            on:cancel=move |event: Event| {
                event.prevent_default();
                answer();
            }
        >
            <h2 id="session-warning-title">{t("record-warning-title")}</h2>
            <p id="session-warning-text">{text}</p>
            <button type="button" class="button-primary" on:click=move |_| answer()>
                {move || if is_last.get() { close.get() } else { stay.get() }}
            </button>
            <button type="button" class="button-secondary" on:click=move |_| on_lock.run(())>
                {t("record-warning-lock")}
            </button>
        </dialog>
    }
}
