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
        // A call that cannot be counted is not answered.
        ready(
            caller(request)
                .map(Self)
                .ok_or_else(|| ApiError::new(ProblemCode::Unavailable)),
        )
    }
}

/// The network of a call.
pub fn caller(request: &HttpRequest) -> Option<Caller> {
    let app = request.app_data::<web::Data<App>>()?;
    Some(app.caller(address(request)?))
}

/// The address of a call. None if the connection has none any more.
pub fn address(request: &HttpRequest) -> Option<IpAddr> {
    let app = request.app_data::<web::Data<App>>()?;
    let peer = request.peer_addr()?.ip();
    let values = |name| {
        let values = request.headers().get_all(name);
        // A value that is no text hides what is left of it.
        values
            .map(|value| value.to_str().unwrap_or("unreadable"))
            .collect::<Vec<_>>()
    };
    Some(forwarded::client(
        peer,
        &values(FORWARDED),
        &values(X_FORWARDED_FOR),
        &app.trusted_proxies,
    ))
}
