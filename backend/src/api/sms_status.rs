//! `POST /api/v1/sms-status`: receives the text gateway's signed report about the delivery of one message.

use actix_web::error::UrlencodedError;
use actix_web::{HttpRequest, HttpResponse, web};
use shared::problem::{Problem, ProblemCode};
use shared::routes::api::SMS_STATUS;

use crate::app::App;
use crate::db::messages;
use crate::error::ApiError;
use crate::notify::Failure;
use crate::notify::texts::status::report;
use crate::notify::texts::{MESSAGE_PARAMETER, signature};

/// A report has about twenty short parameters.
const MOST_BYTES: usize = 16 * 1024;

/// The parameters in the order of the body; the signature covers all of them.
type Parameters = web::Form<Vec<(String, String)>>;

/// Stores a final state of a text message for the help desk.
#[utoipa::path(
    post,
    path = "/api/v1/sms-status",
    operation_id = "reportSmsStatus",
    tag = "gateway",
    params(
        ("message" = Option<String>, Query, description = "The key of the message, as in the StatusCallback of the send"),
        ("X-Twilio-Signature" = String, Header, description = "HMAC-SHA1 over address and parameters, in base64"),
    ),
    request_body(
        content = inline(std::collections::BTreeMap<String, String>),
        content_type = "application/x-www-form-urlencoded",
        description = "MessageStatus, ErrorCode and any other parameters of the gateway"
    ),
    responses(
        (status = 204, description = "Read; also for states that are not final and for unknown messages"),
        (status = 403, description = "cross-site: the signature is missing or wrong", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "too-large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "unsupported-media-type", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "unavailable", body = Problem, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub async fn create(
    app: web::Data<App>,
    request: HttpRequest,
    parameters: Parameters,
) -> Result<HttpResponse, ApiError> {
    if !is_signed(&app, &request, &parameters) {
        tracing::warn!(
            "a report of the text gateway has a wrong signature; compare MYVAX_SMS_TOKEN and MYVAX_PUBLIC_URL"
        );
        return Err(ApiError::new(ProblemCode::CrossSite));
    }
    let parameter = |wanted: &str| {
        let found = parameters.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str())
    };
    let status = parameter("MessageStatus").unwrap_or_default();
    let reported = report(status, parameter("ErrorCode"));
    if let (Some((delivery, failure)), Some(id)) = (reported, message_id(&request)) {
        let failure = failure.map(Failure::name);
        let is_stored = app
            .db
            .write(move |conn| messages::set_delivery(conn, &id, delivery.name(), failure))
            .await?;
        if is_stored {
            app.metrics.delivered(delivery.name(), failure);
            tracing::info!(
                delivery = delivery.name(),
                failure,
                "a text message has a final state"
            );
        }
    }
    Ok(HttpResponse::NoContent().finish())
}

/// The gateway signs the address that it was given, which begins with the public URL, whatever a proxy changed since.
fn is_signed(app: &App, request: &HttpRequest, parameters: &[(String, String)]) -> bool {
    let signed = request
        .headers()
        .get(signature::HEADER)
        .and_then(|value| value.to_str().ok());
    let query = request.query_string();
    let mark = if query.is_empty() { "" } else { "?" };
    let url = format!("{}{SMS_STATUS}{mark}{query}", app.public_url);
    match (&*app.sms_token.get(), signed) {
        (Some(token), Some(signed)) => signature::is_right(token, &url, parameters, signed),
        (None, _) | (_, None) => false,
    }
}

fn message_id(request: &HttpRequest) -> Option<String> {
    let query = web::Query::<Vec<(String, String)>>::from_query(request.query_string()).ok()?;
    let found = query
        .into_inner()
        .into_iter()
        .find(|(name, _)| name == MESSAGE_PARAMETER);
    found.map(|(_, value)| value)
}

/// A body that cannot be read is answered in our form.
pub fn form_config() -> web::FormConfig {
    web::FormConfig::default()
        .limit(MOST_BYTES)
        .error_handler(|error, _| {
            let code = match error {
                UrlencodedError::Overflow { .. } => ProblemCode::TooLarge,
                UrlencodedError::ContentType => ProblemCode::UnsupportedMediaType,
                // A body that cannot be read has no right signature.
                _ => ProblemCode::CrossSite,
            };
            ApiError::new(code).into()
        })
}
