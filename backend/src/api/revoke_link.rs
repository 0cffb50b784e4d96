//! `POST /api/v1/links/revoke`: "This was not me" ends a link for good.

use actix_web::{HttpResponse, web};
use shared::problem::Problem;
use shared::unlock::RevokeLinkRequest;

use super::json_body::JsonBody;
use crate::access::link::LinkToken;
use crate::app::App;
use crate::db::access_links;
use crate::error::ApiError;

/// Ends a link and its sessions for good, without its PIN.
#[utoipa::path(
    post,
    path = "/api/v1/links/revoke",
    operation_id = "revokeLink",
    tag = "access",
    request_body = RevokeLinkRequest,
    responses(
        (status = 204, description = "No such link opens a record; so too where there never was one"),
        (status = 400, description = "malformed-json", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "cross-site", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "too-large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "unsupported-media-type", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "unavailable; sending it again is safe", body = Problem, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub async fn create(
    app: web::Data<App>,
    body: JsonBody<RevokeLinkRequest>,
) -> Result<HttpResponse, ApiError> {
    if let Some(token) = LinkToken::parse(&body.0.token) {
        let now = app.shared_now().await?;
        let revoked = app
            .db
            .write(move |conn| access_links::revoke(conn, &token.hash(), now))
            .await?;
        if revoked {
            tracing::info!("a link was revoked by somebody who did not ask for it");
        }
    }
    Ok(HttpResponse::NoContent().finish())
}
