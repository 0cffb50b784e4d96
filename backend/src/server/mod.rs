//! The HTTP server: its listeners, the order of its middleware, and the table of routes.

pub mod guards;
pub mod headers;
pub mod registry;

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App as ActixApp, Error, HttpServer, Resource, web};
use shared::problem::ProblemCode;
use shared::routes::api as routes;

use crate::api;
use crate::api::operations::Readiness;
use crate::app::App;
use crate::error::ApiError;
use crate::shell::{self, Shell};

const HEADER_TIME_OUT: Duration = Duration::from_secs(5);
/// In-flight calls may finish for so long after SIGTERM.
const SHUTDOWN_SECONDS: u64 = 10;

/// Serves the portal on a listener that is already bound.
pub fn serve(app: Arc<App>, shell: Shell, listener: TcpListener) -> std::io::Result<Server> {
    let (app, shell) = (web::Data::from(app), web::Data::new(shell));
    let server = HttpServer::new(move || portal(app.clone(), shell.clone()))
        .client_request_timeout(HEADER_TIME_OUT)
        .shutdown_timeout(SHUTDOWN_SECONDS)
        // Signals are handled once for all listeners and the worker.
        .disable_signals()
        .listen(listener)?;
    Ok(server.run())
}

/// Serves health questions on the operations listener.
pub fn serve_operations(readiness: Readiness, listener: TcpListener) -> std::io::Result<Server> {
    let readiness = web::Data::new(readiness);
    let server = HttpServer::new(move || {
        ActixApp::new()
            .app_data(readiness.clone())
            .route("/health/live", web::get().to(api::operations::live))
            .route("/health/ready", web::get().to(api::operations::ready))
    })
    .workers(1)
    .disable_signals()
    .listen(listener)?;
    Ok(server.run())
}

/// The whole portal. Middleware written last sees a request first.
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
    ActixApp::new()
        .app_data(app)
        .app_data(shell)
        .wrap(from_fn(guards::same_site))
        .wrap(from_fn(guards::time_out))
        .wrap(from_fn(guards::request_line))
        .wrap(from_fn(headers::security))
        .service(at(routes::PORTAL).route(web::get().to(api::portal::show)))
        .service(at(routes::BOT_CHALLENGE).route(web::get().to(api::bot_challenge::show)))
        .service(at(routes::ACCESS_REQUESTS).route(web::post().to(api::access_requests::create)))
        .service(at(routes::UNLOCK).route(web::post().to(api::unlock::create)))
        .service(at(routes::RECORD).route(web::get().to(api::record::show)))
        .service(at(&format!("{}/{{n}}", routes::HEALTH_CARD)).route(web::get().to(api::health_cards::show)))
        .service(at(routes::LOCK).route(web::post().to(api::lock::create)))
        .service(at(routes::DEMO_INBOX).route(web::get().to(api::demo_inbox::show)))
        .service(at(routes::OPENAPI).route(web::get().to(api::openapi::show)))
        .service(at(routes::JWKS).route(web::get().to(api::keys::show)))
        .configure(shell::configure)
}

/// A resource that answers other methods with a problem body.
fn at(path: &str) -> Resource {
    web::resource(path).default_service(web::to(|| async {
        ApiError::new(ProblemCode::MethodNotAllowed).response()
    }))
}
