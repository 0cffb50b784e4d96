//! `GET /api/v1/record`: shows the record again during the session, and renews the session.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use shared::immunization::OpenedRecord;
use shared::problem::{Problem, ProblemCode};

use crate::access::view::{View, view};
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
    let session = require_session(&app, &request).await?;
    let view = view(&app, &session.link_id).await?;
    Ok(opened(&app, view, |now| session.renewed(now)))
}

/// The answer that shows a record, with the cookie of the session that begins or continues.
pub fn opened(app: &App, view: View, session: impl FnOnce(DateTime<Utc>) -> Session) -> HttpResponse {
    let now = app.clock.now();
    let session = session(now);
    HttpResponse::Ok().cookie(session.cookie(app)).json(OpenedRecord {
        record: view.record,
        health_cards: view.health_cards,
        session: session.times(now),
        openings: view.openings,
    })
}

/// The session of a call, or 401.
pub async fn require_session(app: &App, request: &HttpRequest) -> Result<Session, ApiError> {
    Session::of(app, request)
        .await?
        .ok_or_else(|| ApiError::new(ProblemCode::SessionRequired))
}
