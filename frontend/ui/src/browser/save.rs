//! Saves the QR as an image file.

use leptos::prelude::document;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, Path2d, Url};

/// The size of one module of the saved image in pixels: the largest code then has more than 1000 pixels a side.
const PIXELS_PER_MODULE: u32 = 10;

/// Draws the path (in modules, `size` of them a side) black on white and saves it as PNG.
pub fn save_qr_image(name: &'static str, path: &str, size: u32) -> Option<()> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let pixels = size * PIXELS_PER_MODULE;
    canvas.set_width(pixels);
    canvas.set_height(pixels);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, f64::from(pixels), f64::from(pixels));
    context.set_fill_style_str("#000");
    let scale = f64::from(PIXELS_PER_MODULE);
    context.scale(scale, scale).ok()?;
    context.fill_with_path_2d(&Path2d::new_with_path_string(path).ok()?);
    let on_blob = Closure::once_into_js(move |blob: JsValue| {
        if let Ok(blob) = blob.dyn_into::<Blob>() {
            save(name, &blob);
        }
    });
    canvas.to_blob(on_blob.unchecked_ref()).ok()
}

fn save(name: &str, blob: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link: HtmlElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    // The browser has read the bytes when the click returns to the event loop.
    leptos::prelude::set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        std::time::Duration::from_mins(1),
    );
    Some(())
}
