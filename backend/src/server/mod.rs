//! The HTTP server: its listeners, the order of its middleware, and the table of routes.

mod connections;
mod descriptors;
mod exchange;
pub mod guards;
mod head;
pub mod headers;
mod listener;
mod one_request;
mod refusals;
mod refusing;
pub mod sender_listener;
mod stream;

use std::future::ready;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderName, HeaderValue};
use actix_web::middleware::from_fn;
use actix_web::{
    App as ActixApp, Error, FromRequest, Handler, HttpResponse, Resource, Responder, Route, web,
};
use shared::problem::ProblemCode;
use shared::routes::api as routes;

use self::connections::Connections;
use self::descriptors::connections_within_limit;
use self::headers::Policy;
use self::listener::ListenerSettings;
use self::refusals::Refusals;
use self::stream::StreamSettings;
use crate::api;
use crate::api::operations::Readiness;
use crate::app::App;
use crate::error::ApiError;
use crate::secrets::defenses::{Defense, Defenses};
use crate::shell::{self, Shell};
use crate::telemetry::metrics::Listener;

const HEADER_TIME_OUT: Duration = Duration::from_secs(5);
/// In-flight calls may finish for so long after SIGTERM.
const SHUTDOWN_SECONDS: u64 = 10;

/// The connections of the portal, all networks together.
const MOST_CONNECTIONS: usize = 700;
/// The limit of open files with which no connection is refused for its lack.
pub const OPEN_FILES: usize = MOST_CONNECTIONS + descriptors::OTHERS;
/// Enough for a school or a library behind one address: a browser opens six.
const MOST_OF_A_NETWORK: usize = 256;
/// The probes of an orchestrator and the operator's own calls.
const MOST_OF_OPERATIONS: usize = 32;

/// Serves the portal on a listener that is already bound.
pub fn serve(app: Arc<App>, shell: Shell, listener: TcpListener) -> anyhow::Result<Server> {
    let policy = Policy::with_style(shell.style_hash());
    let most = connections_within_limit(MOST_CONNECTIONS)?;
    let settings = ListenerSettings {
        threads: None,
        connections: Connections::new(most, MOST_OF_A_NETWORK, &app.trusted_proxies)
            .counted(app.metrics.connections_of(Listener::Portal))
            .with(app.defenses),
        stream: stream_settings(app.defenses, &headers::of_refusals(policy, app.is_https())),
        write_buffer: shell::PIECE,
        shutdown_seconds: SHUTDOWN_SECONDS,
    };
    let (app, shell) = (web::Data::from(app), web::Data::new(shell));
    Ok(listener::serve(listener, settings, move || {
        portal(app.clone(), shell.clone())
    })?)
}

/// Serves health questions and metrics on the operations listener.
pub fn serve_operations(readiness: Readiness, listener: TcpListener) -> std::io::Result<Server> {
    let counts = readiness.app.metrics.connections_of(Listener::Operations);
    let refused = headers::of_refusals(Policy::without_pages(), false);
    let settings = ListenerSettings {
        threads: Some(1),
        connections: Connections::new(MOST_OF_OPERATIONS, MOST_OF_OPERATIONS, &[]).counted(counts),
        stream: stream_settings(readiness.app.defenses, &refused),
        write_buffer: shell::PIECE,
        shutdown_seconds: SHUTDOWN_SECONDS,
    };
    let readiness = web::Data::new(readiness);
    listener::serve(listener, settings, move || {
        ActixApp::new()
            .app_data(readiness.clone())
            .wrap(from_fn(headers::without_pages))
            .service(get("/health/live", api::operations::live))
            .service(get("/health/ready", api::operations::ready))
            .service(get("/metrics", api::metrics::show))
    })
}

fn stream_settings(defenses: Defenses, refused: &[(HeaderName, HeaderValue)]) -> StreamSettings {
    StreamSettings {
        head_time_out: HEADER_TIME_OUT,
        refusals: Refusals::new(refused),
        reads_one_request_at_a_time: defenses.has(Defense::Pipelining),
    }
}

/// The whole portal.
fn portal(
    app: web::Data<App>,
    shell: web::Data<Shell>,
) -> ActixApp<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let policy = Policy::with_style(shell.style_hash());
    ActixApp::new()
        .app_data(app)
        .app_data(shell)
        .app_data(policy)
        .app_data(query_config())
        .app_data(path_config())
        .app_data(api::sms_status::form_config())
        .wrap(from_fn(headers::security))
        .service(get(routes::PORTAL, api::portal::show))
        .service(get(routes::BOT_CHALLENGE, api::bot_challenge::show))
        .service(post(routes::ACCESS_REQUESTS, api::access_requests::create))
        .service(post(routes::UNLOCK, api::unlock::create))
        .service(post(routes::REVOKE_LINK, api::revoke_link::create))
        .service(get(routes::RECORD, api::record::show))
        // A scope of its own, so that other paths are not compared with a pattern that has a parameter.
        .service(web::scope(routes::HEALTH_CARD).service(get("/{n}", api::health_cards::show)))
        .service(post(routes::LOCK, api::lock::create))
        .service(post(routes::SMS_STATUS, api::sms_status::create))
        .service(get(routes::DEMO_INBOX, api::demo_inbox::show))
        .service(get(routes::OPENAPI, api::openapi::show))
        .service(get(routes::JWKS, api::keys::show))
        .configure(shell::configure)
}

/// A query that a handler cannot read is answered in our form, not with actix's own text.
fn query_config() -> web::QueryConfig {
    web::QueryConfig::default().error_handler(|_, _| ApiError::new(ProblemCode::InvalidFields).into())
}

/// A path parameter that a handler cannot read names nothing.
fn path_config() -> web::PathConfig {
    web::PathConfig::default().error_handler(|_, _| ApiError::new(ProblemCode::NotFound).into())
}

/// A resource that is read.
fn get<F, A>(path: &str, call: F) -> Resource
where
    F: Handler<A, Output: Responder + 'static>,
    A: FromRequest + 'static,
{
    only(Method::GET, path, web::to(call))
}

/// A resource that something is sent to.
fn post<F, A>(path: &str, call: F) -> Resource
where
    F: Handler<A, Output: Responder + 'static>,
    A: FromRequest + 'static,
{
    only(Method::POST, path, web::to(call))
}

/// Another method gets a problem body and, in `Allow`, the one there is (RFC 9110 section 15.5.6).
fn only(method: Method, path: &str, call: Route) -> Resource {
    let allowed = HeaderValue::from_str(method.as_str()).expect("a method is visible ASCII");
    let others = web::to(move || ready(not_allowed(allowed.clone())));
    web::resource(path)
        .route(call.method(method))
        .default_service(others)
}

fn not_allowed(allowed: HeaderValue) -> HttpResponse {
    let mut response = ApiError::new(ProblemCode::MethodNotAllowed).response();
    response.headers_mut().insert(ALLOW, allowed);
    response
}

#[cfg(test)]
mod tests {
    use actix_web::http::StatusCode;
    use actix_web::http::header::CONTENT_TYPE;
    use actix_web::test::{TestRequest, call_service, init_service};

    use super::*;

    async fn typed(_: web::Path<u8>, _: web::Query<Vec<(String, u8)>>) -> HttpResponse {
        HttpResponse::Ok().finish()
    }

    #[actix_web::test]
    async fn a_query_or_path_that_cannot_be_read_is_a_problem() {
        let app = ActixApp::new()
            .app_data(query_config())
            .app_data(path_config())
            .service(get("/{n}", typed));
        let app = init_service(app).await;
        for (address, status) in [
            ("/1?a=1", StatusCode::OK),
            ("/1?a=x", StatusCode::UNPROCESSABLE_ENTITY),
            ("/x?a=1", StatusCode::NOT_FOUND),
        ] {
            let answer = call_service(&app, TestRequest::get().uri(address).to_request()).await;
            assert_eq!(answer.status(), status, "{address}");
            if status != StatusCode::OK {
                assert_eq!(
                    answer.headers().get(CONTENT_TYPE).unwrap(),
                    "application/problem+json",
                    "{address}"
                );
            }
        }
    }
}
