//! The order of words in a language, from the browser's own tables.

use std::cmp::Ordering;

use js_sys::{Array, Function, Reflect};
use shared::locale::Locale;
use wasm_bindgen::{JsCast, JsValue};

/// Sorts texts in the order of one language.
pub struct Collator(Option<Function>);

impl Collator {
    pub fn new(locale: Locale) -> Self {
        Self(compare_function(locale))
    }

    /// Compares code points if the browser has no `Intl.Collator`.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        let compare = |function: &Function| {
            let order = function.call2(&JsValue::UNDEFINED, &one.into(), &other.into());
            order.ok()?.as_f64()?.partial_cmp(&0.0)
        };
        self.0
            .as_ref()
            .and_then(compare)
            .unwrap_or_else(|| one.cmp(other))
    }
}

/// By reflection: js-sys has the type, but in a browser without it the call would throw through the app.
fn compare_function(locale: Locale) -> Option<Function> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"Collator".into()).ok()?.dyn_into().ok()?;
    let collator = Reflect::construct(&constructor, &Array::of1(&locale.tag().into())).ok()?;
    Reflect::get(&collator, &"compare".into()).ok()?.dyn_into().ok()
}
