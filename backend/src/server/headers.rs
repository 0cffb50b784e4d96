//! The security headers of every response, errors and static files included.

use std::future::{Ready, ready};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CROSS_ORIGIN_OPENER_POLICY,
    CROSS_ORIGIN_RESOURCE_POLICY, HeaderMap, HeaderName, HeaderValue, PERMISSIONS_POLICY, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::middleware::Next;
use actix_web::web;
use futures_util::FutureExt as _;
use futures_util::future::{Either, LocalBoxFuture};

use super::guards::{self, Answer};
use crate::app::App;

/// These are on every response.
static FIXED: [(HeaderName, HeaderValue); 4] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        CROSS_ORIGIN_OPENER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (PERMISSIONS_POLICY, HeaderValue::from_static(PERMISSIONS)),
];

/// So many are added at most; a map that grows moves all of its headers.
const ADDED: usize = FIXED.len() + 4;

/// What a page may load and run. Its style sheet is in the page and let in by its hash.
#[derive(Clone)]
pub struct Policy(HeaderValue);

impl Policy {
    /// `hash` is the hash source of the style sheet.
    pub fn with_style(hash: &str) -> Self {
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' {hash}; \
            img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
            form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        // It stays until the process ends, so it is not counted.
        Self(HeaderValue::from_static(policy.leak()))
    }

    /// For a listener without pages.
    pub const fn without_pages() -> Self {
        Self(HeaderValue::from_static(
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ))
    }
}

/// The headers of a response that no handler makes.
pub fn of_refusals(policy: Policy, is_https: bool) -> Vec<(HeaderName, HeaderValue)> {
    let mut headers = HeaderMap::new();
    add(&mut headers, policy, is_https, false);
    headers.into_iter().collect()
}

/// Adds them on a listener without pages, whose responses are stored nowhere.
pub async fn without_pages(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Answer {
    let is_https = is_https(&request);
    let answer = next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    add_to_answer(answer, Policy::without_pages(), is_https, true)
}

fn is_https(request: &ServiceRequest) -> bool {
    let app = request.app_data::<web::Data<App>>();
    app.is_some_and(|app| app.is_https())
}

/// Every feature is off but the two the card page uses: a lit screen at the counter, and the clipboard for the link.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), \
    encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), \
    microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(self), \
    serial=(), usb=(), xr-spatial-tracking=()";

/// Adds them, to an error that never became a response as well. It calls the guards itself: one more middleware would
/// allocate one more future. Pages and files, which are most requests, are answered at once: they wait for nothing, so
/// the large future of a route and the search in the table of routes would only cost them time.
pub fn security(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Either<Ready<Answer>, LocalBoxFuture<'static, Answer>> {
    let policy = request
        .app_data::<Policy>()
        .cloned()
        .expect("the portal has a policy");
    let is_https = is_https(&request);
    let is_api = request.path().starts_with("/api");
    let add = move |answer| add_to_answer(answer, policy, is_https, is_api);
    match guards::answer_from_memory(request) {
        Ok(response) => Either::Left(ready(add(Ok(response)))),
        Err(request) => Either::Right(Box::pin(guards::guard(request, next).map(add))),
    }
}

fn add_to_answer(answer: Answer, policy: Policy, is_https: bool, is_never_stored: bool) -> Answer {
    match answer {
        Ok(mut response) => {
            add(response.headers_mut(), policy, is_https, is_never_stored);
            Ok(response)
        }
        Err(error) => {
            let mut response = error.error_response();
            add(response.headers_mut(), policy, is_https, is_never_stored);
            Err(InternalError::from_response(error, response).into())
        }
    }
}

/// Appends what no handler sets, which is faster than to replace it.
fn add(headers: &mut HeaderMap, policy: Policy, is_https: bool, is_never_stored: bool) {
    headers.reserve(ADDED);
    headers.append(CONTENT_SECURITY_POLICY, policy.0);
    for (name, value) in &FIXED {
        headers.append(name.clone(), value.clone());
    }
    // What is published for every origin would be useless to a page that may not read it.
    let resource_policy = if is_for_everyone(headers) {
        const { HeaderValue::from_static("cross-origin") }
    } else {
        const { HeaderValue::from_static("same-origin") }
    };
    headers.append(CROSS_ORIGIN_RESOURCE_POLICY, resource_policy);
    if is_https {
        headers.append(
            STRICT_TRANSPORT_SECURITY,
            const { HeaderValue::from_static("max-age=31536000; includeSubDomains") },
        );
    }
    if is_never_stored {
        headers.insert(CACHE_CONTROL, const { HeaderValue::from_static("no-store") });
    }
}

fn is_for_everyone(headers: &HeaderMap) -> bool {
    headers
        .get(ACCESS_CONTROL_ALLOW_ORIGIN)
        .is_some_and(|origin| origin == "*")
}
