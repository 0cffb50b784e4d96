//! What every call passes before its handler: one line in the log, a time limit, and the question where it comes from.

use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::ORIGIN;
use actix_web::middleware::Next;
use actix_web::{Error, web};
use shared::problem::ProblemCode;
use tracing::Instrument;

use crate::app::App;
use crate::error::ApiError;
use crate::random::random_id;
use crate::telemetry::{record_status, request_span};

const TIME_OUT: Duration = Duration::from_secs(15);

/// Writes one line per request: method, route pattern, status, duration. Never the path or query as received.
pub async fn request_line(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let route = request.match_pattern().unwrap_or_else(|| "(none)".to_owned());
    let span = request_span(request.method().as_str(), &route, &random_id());
    let result = next.call(request).instrument(span.clone()).await;
    let status = result.as_ref().map_or_else(
        |error| error.as_response_error().status_code(),
        ServiceResponse::status,
    );
    record_status(&span, status.as_u16());
    Ok(result?.map_into_boxed_body())
}

/// Nobody waits longer than 15 seconds.
pub async fn time_out(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match tokio::time::timeout(TIME_OUT, next.call(request)).await {
        Ok(result) => Ok(result?.map_into_boxed_body()),
        Err(_) => Err(ApiError::new(ProblemCode::Unavailable).into()),
    }
}

/// A POST from another site is refused. The browser's own word (`Sec-Fetch-Site`) counts first, then `Origin`; both are
/// absent when no browser is calling, which is allowed.
pub async fn same_site(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.method() == Method::POST && is_cross_site(&request) {
        return Ok(request.into_response(ApiError::new(ProblemCode::CrossSite).response()));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn is_cross_site(request: &ServiceRequest) -> bool {
    let header = |name: &str| {
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap_or("unreadable"))
    };
    match (header("sec-fetch-site"), header(ORIGIN.as_str())) {
        (Some(site), _) => site != "same-origin",
        (None, Some(origin)) => request
            .app_data::<web::Data<App>>()
            .is_none_or(|app| !is_own_origin(app, origin)),
        (None, None) => false,
    }
}

fn is_own_origin(app: &App, origin: &str) -> bool {
    if origin == app.public_url {
        return true;
    }
    // The demo is reached by whichever loopback name the person typed.
    let host = origin
        .strip_prefix("http://")
        .map(|rest| rest.rsplit_once(':').map_or(rest, |(host, _)| host));
    app.is_demo() && matches!(host, Some("127.0.0.1" | "localhost" | "[::1]"))
}
