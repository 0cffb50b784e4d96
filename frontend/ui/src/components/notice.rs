//! A message that stands on the page: about a problem of the service, or a question before going on.

use leptos::prelude::*;

/// Takes the focus when `id` is given to `browser::focus`.
#[component]
pub fn Notice(id: &'static str, #[prop(into)] title: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <div class="notice" id=id tabindex="-1" role="alert">
            <p class="notice-title">{title}</p>
            {children()}
        </div>
    }
}
