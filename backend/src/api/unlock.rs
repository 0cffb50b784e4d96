//! `POST /api/v1/unlock`: a link and its PIN open the record and begin a viewing session.

use actix_web::{HttpResponse, web};
use shared::immunization::OpenedRecord;
use shared::pin::TypedPin;
use shared::problem::{Problem, ProblemCode};
use shared::unlock::{UnlockRequest, pin_error};

use super::client::Client;
use super::json_body::JsonBody;
use super::record::opened;
use crate::access::link::LinkToken;
use crate::access::unlock::unlock;
use crate::access::view::view;
use crate::app::App;
use crate::error::ApiError;
use crate::session::Session;

/// Opens a link.
#[utoipa::path(
    post,
    path = "/api/v1/unlock",
    operation_id = "unlockLink",
    tag = "access",
    request_body = UnlockRequest,
    responses(
        (status = 200, description = "The record, its cards, and the session cookie", body = OpenedRecord),
        (status = 400, description = "malformed-json", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "pin-mismatch with attempts_left, or cross-site", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "link-unknown", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "link-expired", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "too-large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "unsupported-media-type", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "invalid-fields: the PIN is not four digits; nothing was counted", body = Problem, content_type = "application/problem+json"),
        (status = 423, description = "link-locked for good", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "too-many-requests: too many PINs of this network, or the link was opened ten times in ten minutes; nothing was counted", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "unavailable; a wrong PIN may have been counted", body = Problem, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub async fn create(
    app: web::Data<App>,
    Client(caller): Client,
    body: JsonBody<UnlockRequest>,
) -> Result<HttpResponse, ApiError> {
    let JsonBody(request) = body;
    app.networks.count_pin(&caller, app.clock.now())?;
    // A token that is not canonical is rejected before anything is counted.
    let token = LinkToken::parse(&request.token).ok_or_else(|| ApiError::new(ProblemCode::LinkUnknown))?;
    let pin = TypedPin::parse(&request.pin).map_err(|problem| ApiError::fields(vec![pin_error(problem)]))?;
    let link = unlock(app.clone().into_inner(), token, pin).await?;
    let view = view(&app, &link.id).await?;
    Ok(opened(&app, view, |now| Session::begin(link, now)))
}
