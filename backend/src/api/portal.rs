//! `GET /api/v1/portal`: the department's names, phone, hours and links in the language asked for.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use shared::locale::Locale;
use shared::portal::Portal;

use crate::app::App;

#[derive(Deserialize)]
pub struct Wish {
    lang: Option<String>,
}

/// Shows what the department configured.
#[utoipa::path(
    get,
    path = "/api/v1/portal",
    params(("lang" = Option<String>, Query, description = "BCP 47 tag; an unknown one means the default language")),
    responses((status = 200, description = "The portal's own texts", body = Portal))
)]
pub async fn show(app: web::Data<App>, wish: web::Query<Wish>) -> HttpResponse {
    let locale = wish
        .lang
        .as_deref()
        .and_then(Locale::from_tag)
        .unwrap_or(app.default_locale);
    HttpResponse::Ok().json(app.portal_in(locale))
}
