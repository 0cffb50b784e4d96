//! The senders' listener: it serves one path, and the portal serves none of it.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App as ActixApp, web};

use super::connections::Connections;
use super::headers::Policy;
use super::listener::{self, ListenerSettings};
use super::{SHUTDOWN_SECONDS, guards, headers, stream_settings};
use crate::api::registry_hl7v2 as door;
use crate::api::registry_hl7v2::body::Bodies;
use crate::app::App;
use crate::intake::senders::Senders;
use crate::shell;
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
    let bodies = web::Data::new(Bodies::new(app.defenses));
    let refused = headers::of_refusals(Policy::without_pages(), app.is_https());
    let settings = ListenerSettings {
        threads: Some(THREADS),
        connections: Connections::new(MOST_CONNECTIONS, MOST_OF_A_NETWORK, &app.trusted_proxies)
            .counted(app.metrics.connections_of(Listener::Senders))
            .with(app.defenses),
        stream: stream_settings(app.defenses, &refused),
        write_buffer: shell::PIECE,
        shutdown_seconds: SHUTDOWN_SECONDS,
    };
    let app = web::Data::from(app);
    listener::serve(listener, settings, move || {
        ActixApp::new()
            .app_data(app.clone())
            .app_data(senders.clone())
            .app_data(bodies.clone())
            .wrap(from_fn(guards::guard))
            .wrap(from_fn(headers::without_pages))
            .service(
                web::resource(door::PATH)
                    .route(web::get().to(door::show))
                    .route(web::post().to(door::create))
                    .default_service(web::to(door::refuse)),
            )
            .default_service(web::to(door::not_found))
    })
}
