//! The web app manifest: how the installed app is named and looks, in one language.

use serde_json::json;
use shared::locale::Locale;
use shared::portal::Portal;
use shared::routes::page;

use super::dist::Assets;

/// The accent colour of `frontend/style/tokens.css`.
pub const THEME_COLOR: &str = "#0b5c6b";

/// As text. The `id` is the same in every language, so that another language is not another app.
pub fn manifest(portal: &Portal, locale: Locale, description: &str, assets: &Assets) -> String {
    let icon = |name: &str, size: &str, purpose: &str| json!({ "src": assets.path(name), "sizes": size, "type": "image/png", "purpose": purpose });
    json!({
        "id": page::START,
        "scope": page::START,
        "start_url": page::START,
        "name": portal.service_name,
        "short_name": portal.service_name,
        "description": description,
        "lang": locale.tag(),
        "dir": locale.direction().html(),
        "display": "standalone",
        "theme_color": THEME_COLOR,
        "background_color": "#ffffff",
        "icons": [
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-maskable-512.png", "512x512", "maskable"),
        ],
    })
    .to_string()
}
