//! `POST /api/v1/access-requests`: receives the form. The answer is the same for everyone.

use actix_web::{HttpResponse, web};
use shared::access_request::{AccessRequest, AccessRequestAccepted, AccessRequestForm, Field};
use shared::contact::ContactProblem;
use shared::locale::Locale;
use shared::message::Channel;
use shared::portal::ChannelState;
use shared::problem::{FieldError, Problem, ProblemCode};

use super::client::Client;
use super::json_body::JsonBody;
use crate::access::submit::submit;
use crate::app::App;
use crate::error::ApiError;

/// Accepts a request for a record.
#[utoipa::path(
    post,
    path = "/api/v1/access-requests",
    operation_id = "submitAccessRequest",
    tag = "access",
    request_body = AccessRequestForm,
    responses(
        (status = 202, description = "Accepted; one message is queued, whatever is found, or none if the request is over a limit or given up", body = AccessRequestAccepted),
        (status = 400, description = "malformed-json", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "bot-check-failed or cross-site", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "too-large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "unsupported-media-type", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "invalid-fields: every problem at once", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "too-many-requests of this network", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "texts-paused: nothing was stored, use e-mail; or unavailable: the request may have been stored. Sending it again with a new proof is safe: at most one more message follows", body = Problem, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub async fn create(
    app: web::Data<App>,
    Client(caller): Client,
    body: JsonBody<AccessRequestForm>,
) -> Result<HttpResponse, ApiError> {
    let JsonBody(form) = body;
    let effort = app.networks.count_request(&caller, app.clock.now())?;
    let request = form.parse(app.clock.latest_today()).map_err(ApiError::fields)?;
    refuse_channel_that_is_not_on(&app, &request)?;
    if let Some(problem) = app.limits.problem_of(&request.contact) {
        return Err(ApiError::fields(vec![FieldError::new(Field::Phone, problem)]));
    }
    let locale = form
        .locale
        .as_deref()
        .and_then(Locale::from_tag)
        .unwrap_or(app.default_locale);
    // Checked after the fields, so that a typing error does not use up the proof.
    let terms = app.proof_terms(&caller, effort.with_grace());
    let proof = form.bot_proof.as_deref().unwrap_or_default();
    let proof = app.bot_check.verify(proof, &terms, app.clock.now())?;
    let request_code = submit(&app, &request, locale, proof).await?;
    Ok(HttpResponse::Accepted().json(AccessRequestAccepted {
        link_valid_hours: app.link_ttl_hours,
        request_code,
    }))
}

/// A page that is open since before the channel was turned off may still offer it. The person needs the other contact.
fn refuse_channel_that_is_not_on(app: &App, request: &AccessRequest) -> Result<(), ApiError> {
    let channel = Channel::of(&request.contact);
    let other = match channel {
        Channel::Sms => FieldError::new(Field::Email, ContactProblem::EmailMissing),
        Channel::Email => FieldError::new(Field::Phone, ContactProblem::PhoneMissing),
    };
    match app.channels_now().of(channel) {
        ChannelState::Off => Err(ApiError::fields(vec![other])),
        // Budgets are of texts only.
        ChannelState::Paused => Err(ApiError::new(ProblemCode::TextsPaused)),
        ChannelState::On => Ok(()),
    }
}
