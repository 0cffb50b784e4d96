//! What every call passes before its handler: one line in the log, a time limit, and the question where it comes from.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::ORIGIN;
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};
use shared::problem::ProblemCode;
use shared::routes::api::SMS_STATUS;
use tracing::Instrument;

use crate::app::App;
use crate::config::Origin;
use crate::error::ApiError;
use crate::random::RequestId;
use crate::secrets::defenses::Defense;
use crate::shell::Shell;
use crate::telemetry;

const TIME_OUT: Duration = Duration::from_secs(15);

/// All routes begin so. Other paths are pages and files.
const ROUTES_BELOW: [&str; 3] = ["/api/", "/.well-known/", "/registry/"];

const NO_ROUTE: Cow<'static, str> = Cow::Borrowed("(none)");

pub type Answer = Result<ServiceResponse<BoxBody>, Error>;

/// All guards as one middleware, because each middleware allocates a future. A route has a time limit. The log gets one
/// line: method, route pattern, status, duration; never the path or query as received.
pub async fn guard(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Answer {
    let begin = Instant::now();
    let route = request.match_pattern().map_or(NO_ROUTE, Cow::Owned);
    let line = line_of(&request, route);
    let app = request.app_data::<web::Data<App>>().cloned();
    let answer = time_out(same_site(request, next)).instrument(line.span());
    let answer = answer.await;
    record(app.as_ref(), line, status_of(&answer), begin);
    answer
}

/// Answers where no route can match, behind the same guards; else gives the request back. The pages and files are in
/// memory: they write no other line and wait for nothing.
pub fn answer_from_memory(request: ServiceRequest) -> Result<ServiceResponse, ServiceRequest> {
    let begin = Instant::now();
    if may_be_route(&request) {
        return Err(request);
    }
    let Some(shell) = request.app_data::<web::Data<Shell>>() else {
        return Err(request);
    };
    let response = if is_from_another_site(&request) {
        refusal()
    } else {
        shell.answer(request.request())
    };
    let line = line_of(&request, NO_ROUTE);
    let app = request.app_data::<web::Data<App>>();
    record(app, line, response.status().as_u16(), begin);
    Ok(request.into_response(response))
}

/// The log names only the methods of the web's standards (RFC 9110 section 9.1, RFC 5789).
fn method_of(request: &ServiceRequest) -> &'static str {
    match *request.method() {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::CONNECT => "CONNECT",
        Method::TRACE => "TRACE",
        _ => "(other)",
    }
}

fn line_of(request: &ServiceRequest, route: Cow<'static, str>) -> telemetry::Request {
    telemetry::Request {
        method: method_of(request),
        route,
        request_id: RequestId::next(),
    }
}

fn status_of(answer: &Answer) -> u16 {
    let status = answer.as_ref().map_or_else(
        |error| error.as_response_error().status_code(),
        ServiceResponse::status,
    );
    status.as_u16()
}

/// Counts the call and writes its line.
fn record(app: Option<&web::Data<App>>, line: telemetry::Request, status: u16, begin: Instant) {
    let end = Instant::now();
    if let Some(app) = app {
        app.metrics
            .answered(line.method, &line.route, status, end - begin);
    }
    line.answered(status, begin, end);
}

fn may_be_route(request: &ServiceRequest) -> bool {
    let path = request.path();
    ROUTES_BELOW.iter().any(|begin| path.starts_with(begin))
}

/// Nobody waits longer than 15 seconds.
async fn time_out(answer: impl Future<Output = Answer>) -> Answer {
    match tokio::time::timeout(TIME_OUT, answer).await {
        Ok(result) => result,
        Err(_) => Err(ApiError::new(ProblemCode::Unavailable).into()),
    }
}

async fn same_site(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Answer {
    if is_from_another_site(&request) {
        return Ok(request.into_response(refusal()));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// A POST from another site is refused. The text gateway signs its calls instead.
fn is_from_another_site(request: &ServiceRequest) -> bool {
    request.method() == Method::POST
        && request.path() != SMS_STATUS
        && is_cross_site(request)
        && request
            .app_data::<web::Data<App>>()
            .is_none_or(|app| app.defenses.has(Defense::OtherSites))
}

fn refusal() -> HttpResponse {
    ApiError::new(ProblemCode::CrossSite).response()
}

/// The browser's own word (`Sec-Fetch-Site`) counts first, then `Origin`; both are absent when no browser is calling, which
/// is allowed.
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
    app.is_demo() && Origin::parse(origin).is_ok_and(|origin| origin.is_loopback() && !origin.is_https())
}
