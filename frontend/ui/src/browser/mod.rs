//! The few calls to the browser itself: data of the page, title, focus, address, cookie, time.

mod collation;
pub mod dom;
pub mod json;
mod save;

use chrono::NaiveDate;
use js_sys::{Date, JsString, Promise};
use leptos::prelude::{document, window};
use shared::locale::Locale;
use shared::routes::LANG_COOKIE;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlElement};

pub use collation::Collator;
pub use dom::{announce, focus, focus_first_input, focus_quietly, focus_soon, text_of};
pub use save::save_qr_image;

const YEAR_IN_SECONDS: u32 = 365 * 24 * 60 * 60;

/// Reports to the page's loader that the app took over.
pub fn mark_ready() {
    if let Some(root) = document_element() {
        // If this fails, only the loader's notice stays.
        let _ = root.dataset().set("app", "ready");
    }
}

pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets language and direction of the page.
pub fn set_language(locale: Locale) {
    if let Some(root) = document_element() {
        root.set_lang(locale.tag());
        root.set_dir(locale.direction().html());
    }
}

/// Stores the language for the server's next first page.
pub fn remember_language(locale: Locale) {
    let is_secure = window()
        .location()
        .protocol()
        .is_ok_and(|protocol| protocol == "https:");
    let secure = if is_secure { "; Secure" } else { "" };
    if let Some(document) = html_document() {
        // A browser that rejects cookies forgets the language.
        let _ = document.set_cookie(&format!(
            "{LANG_COOKIE}={locale}; Path=/; Max-Age={YEAR_IN_SECONDS}; SameSite=Lax{secure}"
        ));
    }
}

/// Reads the fragment, the text after `#` in the address bar, and removes it there and from the history.
pub fn take_fragment() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok().filter(|hash| hash.len() > 1)?;
    let address = format!("{}{}", location.pathname().ok()?, location.search().ok()?);
    let history = window().history().ok()?;
    let state = history.state().ok()?;
    history.replace_state_with_url(&state, "", Some(&address)).ok()?;
    Some(fragment)
}

pub fn print() {
    let _ = window().print();
}

pub fn reload() {
    // If this fails, the page stays as it is.
    let _ = window().location().reload();
}

pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Base64 (RFC 4648 section 4) of ASCII text.
pub fn base64(ascii: &str) -> Option<String> {
    window().btoa(ascii).ok()
}

/// Milliseconds since 1970.
pub fn now() -> f64 {
    Date::now()
}

/// Uses the browser's tables: ours would be a download of 10 kB.
pub fn lower_case(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// Whole seconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the clock of a browser is far below 2^53 and after 1970"
)]
pub fn now_in_seconds() -> u64 {
    (now() / 1000.0) as u64
}

/// Today's date in the person's time zone.
pub fn today() -> NaiveDate {
    date_of(&Date::new_0()).unwrap_or(NaiveDate::MAX)
}

/// The local calendar date of an instant, `YYYY-MM-DD`.
pub fn local_date(rfc3339: &str) -> Option<String> {
    date_of(&Date::new(&rfc3339.into())).map(|date| date.to_string())
}

/// The local time of the day of an instant, `HH:MM`.
pub fn local_time(rfc3339: &str) -> String {
    let at = Date::new(&rfc3339.into());
    format!("{:02}:{:02}", at.get_hours(), at.get_minutes())
}

fn date_of(date: &Date) -> Option<NaiveDate> {
    let year = i32::try_from(date.get_full_year()).ok()?;
    NaiveDate::from_ymd_opt(year, date.get_month() + 1, date.get_date())
}

/// Yields to the page for at least this long.
pub async fn pause(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(promise).await;
}

fn document_element() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
}

fn html_document() -> Option<HtmlDocument> {
    document().dyn_into().ok()
}
