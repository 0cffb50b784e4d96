//! Reads every JSON body: checks the size first, then the type, then the schema.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
use shared::problem::ProblemCode;

use crate::error::ApiError;

/// No form of this service is longer.
pub const MAX_BYTES: usize = 16 * 1024;

/// A body of at most 16 KiB, sent as `application/json`.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for JsonBody<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let declared =
            header(request, CONTENT_LENGTH.as_str()).and_then(|length| length.parse::<usize>().ok());
        let is_json = header(request, CONTENT_TYPE.as_str()).is_some_and(|value| {
            value
                .split(';')
                .next()
                .is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case("application/json"))
        });
        let body = web::Payload::from_request(request, payload);
        Box::pin(async move {
            if declared.is_some_and(|length| length > MAX_BYTES) {
                return Err(ApiError::new(ProblemCode::TooLarge));
            }
            if !is_json {
                return Err(ApiError::new(ProblemCode::UnsupportedMediaType));
            }
            let malformed = || ApiError::new(ProblemCode::MalformedJson);
            let body = body.await.map_err(|_| malformed())?;
            let bytes = match body.to_bytes_limited(MAX_BYTES).await {
                Ok(read) => read.map_err(|_| malformed())?,
                Err(_) => return Err(ApiError::new(ProblemCode::TooLarge)),
            };
            serde_json::from_slice(&bytes).map(Self).map_err(|_| malformed())
        })
    }
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}
