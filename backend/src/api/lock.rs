//! `POST /api/v1/lock`: ends the session and every copy of its cookie.

use actix_web::{HttpRequest, HttpResponse, web};
use shared::problem::Problem;

use crate::app::App;
use crate::db::access_links;
use crate::error::ApiError;
use crate::session::{Session, removal_cookie};

/// Ends all viewing sessions of the link, if there is a session.
#[utoipa::path(
    post,
    path = "/api/v1/lock",
    operation_id = "lockSession",
    tag = "record",
    responses(
        (status = 204, description = "No session is left; the cookie is removed"),
        (status = 403, description = "cross-site", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "unavailable; the session may have ended. Sending it again is safe", body = Problem, content_type = "application/problem+json"),
    ),
    security((), ("session" = [])),
)]
pub async fn create(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    if let Some(session) = Session::of(&app, &request).await? {
        app.db
            .write(move |conn| access_links::end_sessions(conn, &session.link_id))
            .await?;
    }
    Ok(HttpResponse::NoContent().cookie(removal_cookie(&app)).finish())
}
