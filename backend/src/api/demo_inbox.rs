//! `GET /api/v1/demo/inbox`: the messages that a phone or mailbox would have received; only in the demo.

use actix_web::{HttpResponse, web};
use shared::message::OutboxMessage;
use shared::problem::{Problem, ProblemCode};

use crate::app::App;
use crate::error::ApiError;

/// Shows the newest messages, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/demo/inbox",
    operation_id = "readDemoInbox",
    tag = "demo",
    responses(
        (status = 200, description = "The messages", body = Vec<OutboxMessage>),
        (status = 404, description = "not-found: this is not the demo", body = Problem, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub async fn show(app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    let inbox = app
        .demo_inbox
        .as_ref()
        .ok_or_else(|| ApiError::new(ProblemCode::NotFound))?;
    Ok(HttpResponse::Ok().json(inbox.recent()))
}
