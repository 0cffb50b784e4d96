//! The primary button of a form: shows the progress, cannot be pressed twice, and explains a long wait.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser;
use crate::i18n::t;

/// After this time the button explains that nothing is broken.
const LONG: Duration = Duration::from_secs(8);

#[component]
pub fn SubmitButton(
    label: &'static str,
    working_label: &'static str,
    #[prop(into)] is_working: Signal<bool>,
) -> impl IntoView {
    let is_slow = RwSignal::new(false);
    let (label, working_label, slow) = (t(label), t(working_label), t("layout-slow"));
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(timer) = before.flatten() {
            timer.clear();
        }
        is_slow.set(false);
        is_working.get().then(|| {
            browser::announce(&working_label.get_untracked());
            set_timeout_with_handle(
                move || {
                    // The page may have been left in the meantime.
                    if let Some(words) = slow.try_get_untracked() {
                        is_slow.set(true);
                        browser::announce(&words);
                    }
                },
                LONG,
            )
            .ok()
        })?
    });
    view! {
        <div class="action">
            // Not `disabled`, which would drop the focus. The form itself rejects a second press.
            <button type="submit" class="button-primary" aria-disabled=move || is_working.get().then_some("true")>
                {move || if is_working.get() { working_label.get() } else { label.get() }}
            </button>
            {move || is_slow.get().then(|| view! { <p class="slow">{slow}</p> })}
        </div>
    }
}
