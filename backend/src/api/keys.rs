//! `GET /.well-known/jwks.json`: the public keys with which anyone can verify a card (RFC 7517).

use actix_web::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use actix_web::{HttpResponse, web};

use crate::app::App;

/// Returns the key set, to every origin.
#[utoipa::path(
    get,
    path = "/.well-known/jwks.json",
    operation_id = "readKeySet",
    tag = "keys",
    responses((status = 200, description = "A JWK set", content_type = "application/json")),
    security(()),
)]
pub async fn show(app: web::Data<App>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        .json(app.issuer.jwks())
}
