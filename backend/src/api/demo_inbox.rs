//! `GET /api/v1/demo/inbox`: the messages that a phone or mailbox would have received; only in the demo.

use actix_web::http::header::HOST;
use actix_web::{HttpRequest, HttpResponse, web};
use shared::message::OutboxMessage;
use shared::problem::{Problem, ProblemCode};

use crate::app::App;
use crate::config::names_this_machine;
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
pub async fn show(request: HttpRequest, app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    // A page of another site can lead a browser here under its own name (DNS rebinding).
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let inbox = app
        .demo_inbox
        .as_ref()
        .filter(|_| host.is_some_and(names_this_machine))
        .ok_or_else(|| ApiError::new(ProblemCode::NotFound))?;
    Ok(HttpResponse::Ok().json(inbox.recent()))
}
