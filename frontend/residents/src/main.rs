//! Starts the app in the page the server sent, as soon as its words are here.

mod api;
mod app;
mod components;
mod forms;
mod page;
mod pages;
mod viewing;

use leptos::mount::mount_to;
use leptos::prelude::*;
use shared::shell::{SHELL_DATA_ID, ShellData};
use wasm_bindgen_futures::spawn_local;

use crate::app::App;
use ui::browser;
use ui::languages::fetch_first_words;

/// Where something is missing the server's page stays as it is: its loader then says what to do.
fn main() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    let Some(shell) =
        browser::text_of(SHELL_DATA_ID).and_then(|text| browser::json::parse::<ShellData>(&text))
    else {
        return;
    };
    spawn_local(async move {
        if let (Ok(first), Some(root)) = (fetch_first_words(shell).await, browser::app_root()) {
            root.set_inner_html("");
            mount_to(root, move || view! { <App first/> }).forget();
            browser::mark_ready();
        }
    });
}
