//! A message as the body, with HTTP basic credentials (RFC 7617). Every acknowledgment has status 200: it was delivered.

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::body::{Bodies, BodyError};
use super::plain_text::plain_text;
use crate::api::client;
use crate::intake::hl7v2::{MAX_MESSAGE_BYTES, exchange};
use crate::intake::senders::{AdmissionError, Credentials, Senders, TakeError};

pub async fn answer(
    senders: &Senders,
    bodies: &Bodies,
    request: &HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let Some(credentials) = credentials(request) else {
        return unauthorized("Send the account's name and password as basic credentials.");
    };
    let from = client::address(request);
    let sender = match senders.admit(&credentials, from).await {
        Ok(sender) => sender,
        Err(error) => return not_admitted(&error),
    };
    let body = match bodies.read(request, payload, MAX_MESSAGE_BYTES).await {
        Ok(body) => body,
        Err(BodyError::TooLarge { .. }) => {
            let words = format!("The message is longer than {MAX_MESSAGE_BYTES} bytes.");
            return plain_text(StatusCode::PAYLOAD_TOO_LARGE, &words);
        }
        Err(BodyError::Busy) => return unavailable(),
        Err(BodyError::Broken) => {
            return plain_text(StatusCode::BAD_REQUEST, "The body did not arrive whole.");
        }
    };
    match senders
        .take(move |context| exchange(context, &sender, &body.bytes))
        .await
    {
        Ok(acknowledgment) => HttpResponse::Ok()
            .content_type("application/hl7-v2; charset=utf-8")
            .body(acknowledgment),
        // The error was logged where it occurred.
        Err(TakeError::Busy | TakeError::Import(_) | TakeError::Stopped(_)) => unavailable(),
    }
}

fn credentials(request: &HttpRequest) -> Option<Credentials> {
    let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let decoded = Zeroizing::new(STANDARD.decode(encoded.trim()).ok()?);
    let (name, password) = str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some(Credentials {
        name: name.to_owned(),
        password: Zeroizing::new(password.to_owned()),
    })
}

fn not_admitted(error: &AdmissionError) -> HttpResponse {
    match error {
        AdmissionError::Wrong => unauthorized("The name or the password is wrong."),
        AdmissionError::TooOften => {
            let words = "The name or the password is wrong, too often. Check them before you try again.";
            later(StatusCode::TOO_MANY_REQUESTS, "900", words)
        }
        AdmissionError::Database(_) => unavailable(),
    }
}

fn unauthorized(words: &str) -> HttpResponse {
    let mut response = plain_text(StatusCode::UNAUTHORIZED, words);
    let scheme = HeaderValue::from_static("Basic realm=\"registry\", charset=\"UTF-8\"");
    response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
    response
}

fn unavailable() -> HttpResponse {
    let words = "The message was not stored now. Send the same message again.";
    later(StatusCode::SERVICE_UNAVAILABLE, "2", words)
}

fn later(status: StatusCode, seconds: &'static str, words: &str) -> HttpResponse {
    let mut response = plain_text(status, words);
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from_static(seconds));
    response
}
