//! Header and footer as the server wrote them. The app handles clicks in them, and draws them again when the language
//! changes or a record is opened or closed.

use leptos::ev::{click, focusout, keydown};
use leptos::prelude::*;
use shared::locale::Locale;
use shared::pages::frame::{FOOTER_ID, HEADER_ID, LOCK_ID, footer, header};
use shared::routes::LANG_QUERY;
use wasm_bindgen::JsCast;

use crate::browser::dom;
use crate::i18n::Words;

const MENU: &str = ".language-menu";
const MENU_BUTTON: &str = ".language-menu > summary";

/// Keeps the frame. `served` is its current language.
pub fn keep_frame(
    words: Words,
    served: Locale,
    is_record_open: Signal<bool>,
    on_language: Callback<Locale>,
    on_lock: Callback<()>,
) {
    Effect::new(move |drawn: Option<(Locale, bool)>| {
        let now = (words.locale(), is_record_open.get());
        if drawn.unwrap_or((served, false)) != now {
            dom::set_html(HEADER_ID, &words.with_texts(|texts| header(texts, now.1)));
            dom::set_html(FOOTER_ID, &words.with_texts(footer));
        }
        now
    });
    follow_languages(words, on_language);
    on_click(&format!("#{LOCK_ID}"), move |_| on_lock.run(()));
}

/// Handles the language buttons of the menu and of the first visit. The pressed button has the focus again after the page
/// changed its language.
fn follow_languages(words: Words, on_language: Callback<Locale>) {
    let pressed = StoredValue::new(None::<String>);
    on_click(&format!("button[name={LANG_QUERY}]"), move |button| {
        let Some(locale) = button
            .get_attribute("value")
            .and_then(|tag| Locale::from_tag(&tag))
        else {
            return;
        };
        let is_in_menu = button.closest(MENU).is_ok_and(|menu| menu.is_some());
        let selector = if is_in_menu {
            MENU_BUTTON.to_owned()
        } else {
            format!(".language-chips [value={locale}]")
        };
        dom::close(MENU);
        dom::focus_on(&selector);
        pressed.set_value(Some(selector));
        on_language.run(locale);
    });
    Effect::new(move |_| {
        words.locale();
        if let Some(selector) = pressed.try_update_value(Option::take).flatten() {
            // This runs after every effect of the change has drawn.
            request_animation_frame(move || dom::focus_on(&selector));
        }
    });
    let _ = window_event_listener(keydown, |event| {
        if event.key() == "Escape" && dom::has(".language-menu[open]") {
            dom::close(MENU);
            dom::focus_on(MENU_BUTTON);
        }
    });
    let _ = window_event_listener(focusout, |event| {
        let left = dom::target_of(&event, MENU);
        let goes_to = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if let (Some(menu), Some(goes_to)) = (left, goes_to)
            && !menu.contains(Some(&goes_to))
        {
            dom::close(MENU);
        }
    });
}

fn on_click(selector: &str, act: impl Fn(web_sys::HtmlElement) + 'static) {
    let selector = selector.to_owned();
    let _ = window_event_listener(click, move |event| {
        if let Some(button) = dom::target_of(&event, &selector) {
            // Without the app the button sends a form.
            event.prevent_default();
            act(button);
        }
    });
}
