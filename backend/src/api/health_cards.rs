//! `GET /api/v1/record/health-card/{n}`: the card as a file that wallets open.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use shared::health_card::{FILE_NAME, MEDIA_TYPE};
use shared::problem::{Problem, ProblemCode};

use super::record::require_session;
use crate::access::view::view;
use crate::app::App;
use crate::error::ApiError;
use crate::health_card::file_of;

/// Downloads one card of the session's record.
#[utoipa::path(
    get,
    path = "/api/v1/record/health-card/{n}",
    operation_id = "downloadHealthCard",
    tag = "record",
    params(("n" = usize, Path, description = "Place in health_cards, from 0")),
    responses(
        (status = 200, description = "The .smart-health-card file", content_type = "application/smart-health-card", body = String),
        (status = 401, description = "session-required", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "not-found: no card has this place; link-unknown: the record is withheld or gone", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "unavailable", body = Problem, content_type = "application/problem+json"),
    ),
    security(("session" = [])),
)]
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    n: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let session = require_session(&app, &request).await?;
    let not_found = || ApiError::new(ProblemCode::NotFound);
    let place: usize = n.parse().map_err(|_| not_found())?;
    let opened = view(&app, &session.link_id).await?;
    let card = opened.health_cards.get(place).ok_or_else(not_found)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, MEDIA_TYPE))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{FILE_NAME}\""),
        ))
        .body(file_of(card)))
}
