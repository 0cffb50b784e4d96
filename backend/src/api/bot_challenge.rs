//! `GET /api/v1/bot-challenge`: a new challenge for the browser.

use actix_web::{HttpResponse, web};
use shared::bot_challenge::BotChallenge;

use crate::app::App;

/// Makes a challenge. It is valid for 20 minutes and can be answered once.
#[utoipa::path(
    get,
    path = "/api/v1/bot-challenge",
    operation_id = "createBotChallenge",
    tag = "access",
    responses((status = 200, description = "An ALTCHA challenge", body = BotChallenge)),
    security(()),
)]
pub async fn show(app: web::Data<App>) -> HttpResponse {
    HttpResponse::Ok().json(app.bot_check.challenge(app.clock.now()))
}
