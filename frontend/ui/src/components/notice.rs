//! A message on the page: about a problem of the service, or a question that the person answers first.

use leptos::prelude::*;

/// It takes the focus when `browser::focus` gets its `id`.
#[component]
pub fn Notice(id: &'static str, #[prop(into)] title: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <div class="notice" id=id tabindex="-1" role="alert">
            <p class="notice-title">{title}</p>
            {children()}
        </div>
    }
}
