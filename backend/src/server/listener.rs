//! Serves an actix app on a listener: as `actix_web::HttpServer` does, but with our stream between the socket and actix.

use std::future::ready;
use std::io;
use std::net::TcpListener;
use std::num::NonZero;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpService, Request};
use actix_service::{
    IntoServiceFactory, ServiceFactory, ServiceFactoryExt as _, apply_fn_factory, map_config,
};
use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{AppConfig, Extensions, Server, Service, ServiceResponse, fn_service};
use actix_web::rt::net::TcpStream;
use futures_util::FutureExt as _;

use super::connections::Connections;
use super::one_request;
use super::stream::{Stream, StreamSettings};

/// A client that was answered before its body was read may send for so long.
const DISCONNECT_TIME_OUT: Duration = Duration::from_secs(1);

/// Connections that wait to be accepted. Rust's default of 128 is too few when hundreds are refused and come again: the
/// kernel drops the others', which then wait a second.
const BACKLOG: i32 = 1024;
/// actix accepts no more.
const MOST_THREADS: usize = 512;

/// What differs between the listeners.
pub struct ListenerSettings {
    /// One for each core if None.
    pub threads: Option<usize>,
    pub connections: Connections,
    pub stream: StreamSettings,
    pub write_buffer: usize,
    /// In-flight calls may finish for so long after SIGTERM.
    pub shutdown_seconds: u64,
}

/// Serves the app that each thread makes for itself.
pub fn serve<F, A, S, B>(listener: TcpListener, settings: ListenerSettings, app: F) -> io::Result<Server>
where
    F: Fn() -> A + Clone + Send + 'static,
    A: IntoServiceFactory<S, Request>,
    S: ServiceFactory<
            Request,
            Config = AppConfig,
            Response = ServiceResponse<B>,
            Error = Error,
            InitError = (),
        > + 'static,
    <S::Service as Service<Request>>::Future: 'static,
    B: MessageBody + 'static,
{
    let ListenerSettings {
        threads,
        connections,
        stream,
        write_buffer,
        shutdown_seconds,
    } = settings;
    // Signals are handled once for all listeners and the worker.
    let threads =
        threads.unwrap_or_else(|| available_parallelism().map_or(2, NonZero::get).min(MOST_THREADS));
    let server = Server::build()
        .workers(threads)
        .max_concurrent_connections(connections.accepted_by_each_of(threads))
        .shutdown_timeout(shutdown_seconds)
        .disable_signals();
    let stop = server.graceful_shutdown_signal();
    rustix::net::listen(&listener, BACKLOG)?;
    let server = server.listen("http", listener, move || {
        let app = map_config(app(), |()| AppConfig::default());
        let one_at_a_time = apply_fn_factory(app, |mut request: Request, app: &S::Service| {
            let exchange = one_request::begin(&mut request);
            app.call(request)
                .map(|answer| Ok(one_request::answer(exchange, answer)))
        });
        let stop = stop.clone();
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stop = stop.clone();
                async move { stop.notified().await }
            })
            .client_request_timeout(stream.head_time_out)
            .client_disconnect_timeout(DISCONNECT_TIME_OUT)
            .h1_write_buffer_size(write_buffer)
            .on_connect_ext(|stream: &Stream, of_connection: &mut Extensions| {
                of_connection.insert(stream.exchange());
            })
            .h1(one_at_a_time);
        let (connections, stream) = (connections.clone(), stream.clone());
        fn_service(move |socket: TcpStream| {
            // A connection without a place is closed before a byte of it is read.
            let place = connections.place_for(&socket);
            let peer = socket.peer_addr().ok();
            let connection = place.map(|place| (Stream::new(socket, place, stream.clone()), peer));
            ready(connection.ok_or(DispatchError::DisconnectTimeout))
        })
        .and_then(http)
    })?;
    Ok(server.run())
}
