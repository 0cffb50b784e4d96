//! Elements of the page by id: their text, their focus, and their HTML content.

use leptos::prelude::{document, request_animation_frame};
use shared::pages::frame::LIVE_REGION_ID;
use wasm_bindgen::JsCast;
use web_sys::{Event, FocusOptions, HtmlElement, HtmlInputElement};

/// The text of the element with this id.
pub fn text_of(id: &str) -> Option<String> {
    document().get_element_by_id(id)?.text_content()
}

pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Whether the page has an element for this selector.
pub fn has(selector: &str) -> bool {
    find(selector).is_some()
}

pub fn remove(id: &str) {
    if let Some(element) = element(id) {
        element.remove();
    }
}

/// Replaces the content of an element; `html` comes from `shared`, which escapes every text.
pub fn set_html(id: &str, html: &str) {
    if let Some(element) = element(id) {
        element.set_inner_html(html);
    }
}

/// Shows or hides an element.
pub fn show(id: &str, is_shown: bool) {
    if let Some(element) = element(id) {
        element.set_hidden(!is_shown);
    }
}

/// Shows or hides each child of an element, in their order.
pub fn show_children(id: &str, are_shown: impl IntoIterator<Item = bool>) {
    let mut child = element(id).and_then(|list| list.first_element_child());
    for is_shown in are_shown {
        let Some(one) = child else { return };
        child = one.next_element_sibling();
        if let Ok(one) = one.dyn_into::<HtmlElement>() {
            one.set_hidden(!is_shown);
        }
    }
}

/// The value of the input with this id.
pub fn value_of(id: &str) -> Option<String> {
    Some(element(id)?.dyn_into::<HtmlInputElement>().ok()?.value())
}

pub fn set_value(id: &str, value: &str) {
    if let Some(input) = element(id).and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        input.set_value(value);
    }
}

/// Closes a `details` element.
pub fn close(selector: &str) {
    if let Some(details) = find(selector) {
        let _ = details.remove_attribute("open");
    }
}

/// The target of an event, or its nearest ancestor, that matches the selector.
pub fn target_of(event: &Event, selector: &str) -> Option<HtmlElement> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok()??.dyn_into().ok()
}

/// Makes a screen reader read this aloud.
pub fn announce(words: &str) {
    if let Some(region) = element(LIVE_REGION_ID) {
        region.set_text_content(Some(words));
    }
}

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Moves the focus after the page shows the last change of a signal.
pub fn focus_soon(id: &'static str) {
    request_animation_frame(move || focus(id));
}

/// Moves the focus without scrolling the page.
pub fn focus_quietly(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Moves the focus to the first input in the element with this id.
pub fn focus_first_input(id: &str) {
    if let Some(target) = find(&format!("#{id} input")).or_else(|| element(id)) {
        let _ = target.focus();
    }
}

/// Moves the focus to the first element for the selector, without scrolling the page.
pub fn focus_on(selector: &str) {
    if let Some(element) = find(selector) {
        focus_quietly(&element);
    }
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}
