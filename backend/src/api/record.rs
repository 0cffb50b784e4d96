//! `GET /api/v1/record`: the record once more while the session lives, which it renews.

use actix_web::{HttpRequest, HttpResponse, web};
use shared::immunization::OpenedRecord;
use shared::problem::{Problem, ProblemCode};

use crate::access::view::view;
use crate::app::App;
use crate::error::ApiError;
use crate::session::Session;

/// Shows the record of the session and renews the session.
#[utoipa::path(
    get,
    path = "/api/v1/record",
    operation_id = "readRecord",
    tag = "record",
    responses(
        (status = 200, description = "The record and its cards", body = OpenedRecord),
        (status = 401, description = "session-required", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "link-unknown: the record is withheld or gone", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "unavailable", body = Problem, content_type = "application/problem+json"),
    ),
    security(("session" = [])),
)]
pub async fn show(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let session = living(&app, &request).await?;
    let opened = view(&app, &session.link_id).await?;
    let renewed = session.renewed(app.clock.now());
    Ok(HttpResponse::Ok().cookie(renewed.cookie(&app)).json(opened))
}

/// The session of a call, or 401.
pub async fn living(app: &App, request: &HttpRequest) -> Result<Session, ApiError> {
    Session::of(app, request)
        .await?
        .ok_or_else(|| ApiError::new(ProblemCode::SessionRequired))
}
