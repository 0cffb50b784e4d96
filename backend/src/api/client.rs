//! The caller's network, from the connection or from a trusted proxy's header.

use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::header::{FORWARDED, X_FORWARDED_FOR};
use actix_web::{FromRequest, HttpRequest, web};
use shared::problem::ProblemCode;

use crate::app::App;
use crate::error::ApiError;
use crate::limits::forwarded;
use crate::limits::network::Caller;

/// The caller of a handler.
pub struct Client(pub Caller);

impl FromRequest for Client {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let client = request.app_data::<web::Data<App>>().zip(request.peer_addr());
        ready(match client {
            Some((app, peer)) => Ok(Self(app.caller(address(app, peer.ip(), request)))),
            // A call that cannot be counted is not answered.
            None => Err(ApiError::new(ProblemCode::Unavailable)),
        })
    }
}

fn address(app: &App, peer: IpAddr, request: &HttpRequest) -> IpAddr {
    let values = |name| {
        let values = request.headers().get_all(name);
        // A value that is no text hides what is left of it.
        values
            .map(|value| value.to_str().unwrap_or("unreadable"))
            .collect::<Vec<_>>()
    };
    forwarded::client(
        peer,
        &values(FORWARDED),
        &values(X_FORWARDED_FOR),
        &app.trusted_proxies,
    )
}
