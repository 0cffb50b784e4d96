//! Starts the app in the page that the server wrote, once its texts are loaded.

mod api;
mod app;
mod components;
mod forms;
mod pages;
mod viewing;

use leptos::mount::mount_to;
use leptos::prelude::*;
use shared::pages::APP_ID;
use shared::shell::{SHELL_DATA_ID, ShellData};
use ui::browser::{self, dom, json};
use ui::languages::fetch_first_words;
use wasm_bindgen_futures::spawn_local;

use crate::app::App;

/// If something is missing the server's page stays as it is, and `boot.js` shows the help notice.
fn main() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    let Some(shell) = browser::text_of(SHELL_DATA_ID).and_then(|text| json::parse::<ShellData>(&text)) else {
        return;
    };
    spawn_local(async move {
        if let (Ok(first), Some(root)) = (fetch_first_words(shell).await, dom::element(APP_ID)) {
            mount_to(root, move || view! { <App first/> }).forget();
            browser::mark_ready();
        }
    });
}
