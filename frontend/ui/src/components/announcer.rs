//! The live region: says to a screen reader what a sighted person sees happen.

use leptos::prelude::*;

/// What is said next.
#[derive(Clone, Copy, Default)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    pub fn say(self, words: String) {
        self.0.set(words);
    }
}

pub fn use_announcer() -> Announcer {
    expect_context::<Announcer>()
}

#[component]
pub fn LiveRegion(announcer: Announcer) -> impl IntoView {
    view! { <div class="visually-hidden" role="status" aria-live="polite">{announcer.0}</div> }
}
