//! `GET /api/v1/bot-challenge`: a new challenge for the browser.

use actix_web::{HttpResponse, web};
use shared::bot_challenge::BotChallenge;
use shared::problem::Problem;

use super::client::Client;
use crate::app::App;
use crate::error::ApiError;

/// Makes a challenge. It is valid for 20 minutes, can be answered once and from the same network, and is harder for a
/// network with many requests.
#[utoipa::path(
    get,
    path = "/api/v1/bot-challenge",
    operation_id = "createBotChallenge",
    tag = "access",
    responses(
        (status = 200, description = "An ALTCHA challenge", body = BotChallenge),
        (status = 429, description = "too-many-requests of this network", body = Problem, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub async fn show(app: web::Data<App>, Client(caller): Client) -> Result<HttpResponse, ApiError> {
    let now = app.clock.now();
    let effort = app.networks.effort(&caller, now)?;
    let terms = app.proof_terms(&caller, effort);
    Ok(HttpResponse::Ok().json(app.bot_check.challenge(&terms, now)))
}
