//! The senders' listener: it serves one path, and the portal serves none of it.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::http::header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use actix_web::middleware::{DefaultHeaders, from_fn};
use actix_web::{App as ActixApp, HttpServer, web};

use super::connections::Connections;
use super::{HEADER_TIME_OUT, SHUTDOWN_SECONDS, guards};
use crate::api::registry_hl7v2 as door;
use crate::api::registry_hl7v2::body::Bodies;
use crate::app::App;
use crate::intake::senders::Senders;
use crate::telemetry::metrics::Listener;

/// The writer is one; more threads would only wait for it.
const THREADS: usize = 2;
const MOST_CONNECTIONS: usize = 210;
/// A sender sends one message after another; some have several interfaces behind one address.
const MOST_OF_A_NETWORK: usize = 100;

/// Serves the senders on a listener that is already bound.
pub fn serve(app: Arc<App>, listener: TcpListener) -> std::io::Result<Server> {
    let senders = web::Data::new(Senders::new(
        app.db.clone(),
        app.contact_hashers.clone(),
        Arc::clone(&app.clock),
    ));
    let bodies = web::Data::new(Bodies::default());
    let connections = Connections::new(MOST_CONNECTIONS, MOST_OF_A_NETWORK, &app.trusted_proxies)
        .counted(app.metrics.connections_of(Listener::Senders));
    let app = web::Data::from(app);
    let server = HttpServer::new(move || {
        ActixApp::new()
            .app_data(app.clone())
            .app_data(senders.clone())
            .app_data(bodies.clone())
            .wrap(from_fn(guards::guard))
            .wrap(
                DefaultHeaders::new()
                    .add((CACHE_CONTROL, "no-store"))
                    .add((X_CONTENT_TYPE_OPTIONS, "nosniff")),
            )
            .service(
                web::resource(door::PATH)
                    .route(web::get().to(door::show))
                    .route(web::post().to(door::create))
                    .default_service(web::to(door::refuse)),
            )
            .default_service(web::to(door::not_found))
    })
    .workers(THREADS)
    .on_connect(connections.on_connect())
    .client_request_timeout(HEADER_TIME_OUT)
    .shutdown_timeout(SHUTDOWN_SECONDS)
    .disable_signals()
    .listen(listener)?;
    Ok(server.run())
}
