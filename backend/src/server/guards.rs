//! What every call passes before its handler: one line in the log, a time limit, and the question where it comes from.

use std::borrow::Cow;
use std::time::{Duration, Instant};

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
use crate::random::RequestId;
use crate::shell::Shell;
use crate::telemetry;

const TIME_OUT: Duration = Duration::from_secs(15);

/// All routes begin so. Other paths are pages and files.
const ROUTES_BELOW: [&str; 3] = ["/api/", "/.well-known/", "/registry/"];

pub type Answer = Result<ServiceResponse<BoxBody>, Error>;

/// All guards as one middleware, because each middleware allocates a future.
pub async fn guard(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Answer {
    request_line(request, async |request| same_site(request, next).await).await
}

/// Writes one line per request: method, route pattern, status, duration. Never the path or query as received. A route has
/// a time limit.
async fn request_line(request: ServiceRequest, rest: impl AsyncFnOnce(ServiceRequest) -> Answer) -> Answer {
    let begin = Instant::now();
    let route = may_be_route(&request)
        .then(|| request.match_pattern())
        .flatten();
    let is_route = route.is_some();
    let line = telemetry::Request {
        method: request.method().clone(),
        route: route.map_or(Cow::Borrowed("(none)"), Cow::Owned),
        request_id: RequestId::next(),
    };
    let result = if is_route {
        time_out(rest(request)).instrument(line.span()).await
    } else {
        // Pages and files are in memory: they write no line and wait for nothing.
        rest(request).await
    };
    let status = result.as_ref().map_or_else(
        |error| error.as_response_error().status_code(),
        ServiceResponse::status,
    );
    line.answered(status.as_u16(), begin.elapsed());
    result
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

/// A POST from another site is refused. The browser's own word (`Sec-Fetch-Site`) counts first, then `Origin`; both are
/// absent when no browser is calling, which is allowed.
async fn same_site(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Answer {
    if request.method() == Method::POST && is_cross_site(&request) {
        return Ok(request.into_response(ApiError::new(ProblemCode::CrossSite).response()));
    }
    // Most requests are for pages and files, which need no search in the table of routes.
    if !may_be_route(&request)
        && let Some(shell) = request.app_data::<web::Data<Shell>>()
    {
        let response = shell.answer(request.request());
        return Ok(request.into_response(response));
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
