//! `GET /api/v1/portal`: the department's names, phone, hours and links in the requested language.

use actix_web::{HttpResponse, web};
use shared::locale::Locale;
use shared::portal::Portal;
use shared::routes::LANG_QUERY;

use crate::app::App;

/// Returns the department's own texts.
#[utoipa::path(
    get,
    path = "/api/v1/portal",
    operation_id = "readPortal",
    tag = "portal",
    params(("lang" = Option<String>, Query, description = "BCP 47 tag; an unknown one means the default language")),
    responses((status = 200, description = "The portal's own texts", body = Portal)),
    security(()),
)]
pub async fn show(app: web::Data<App>, query: web::Query<Vec<(String, String)>>) -> HttpResponse {
    // The first parameter counts, as on the pages; a second one is not an error.
    let wish = query.iter().find(|(name, _)| name == LANG_QUERY);
    let locale = wish
        .and_then(|(_, tag)| Locale::from_tag(tag))
        .unwrap_or(app.default_locale);
    HttpResponse::Ok().json(app.portal_in(locale))
}
