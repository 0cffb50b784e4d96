//! `/registry/hl7v2` on the senders' own listener: accepts one message, plain or in a SOAP envelope, and returns its
//! acknowledgment.

pub mod body;
mod description;
mod plain;
mod plain_text;
mod soap_call;

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};

use body::Bodies;
use description::wanted;
use plain_text::plain_text;

use crate::intake::senders::Senders;
use crate::intake::soap::Soap;
use crate::intake::soap::wsdl::wsdl;

pub const PATH: &str = "/registry/hl7v2";

/// The kind of body that the content type declares.
enum Kind {
    Hl7,
    /// The SOAP version that the content type implies; the envelope decides.
    Soap(Soap),
}

/// Accepts a message.
pub async fn create(
    senders: web::Data<Senders>,
    bodies: web::Data<Bodies>,
    request: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    match kind(&request) {
        Some(Kind::Hl7) => plain::answer(&senders, &bodies, &request, payload).await,
        Some(Kind::Soap(soap)) => soap_call::answer((&senders, &bodies), &request, payload, soap).await,
        None => plain_text(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Send application/soap+xml, text/xml or application/hl7-v2.",
        ),
    }
}

/// Shows the description of the web service.
pub async fn show(request: HttpRequest) -> HttpResponse {
    let Some(year) = wanted(request.query_string()) else {
        return plain_text(
            StatusCode::NOT_FOUND,
            "Send a message here with POST. The description is at ?wsdl, that of 2014 at ?wsdl=2014.",
        );
    };
    // The answer may repeat the caller's own headers, because it is not stored.
    let connection = request.connection_info();
    let address = format!("{}://{}{PATH}", connection.scheme(), connection.host());
    HttpResponse::Ok()
        .content_type("text/xml; charset=utf-8")
        .body(wsdl(year, &address))
}

/// Answers every other method.
pub async fn refuse() -> HttpResponse {
    let mut response = plain_text(StatusCode::METHOD_NOT_ALLOWED, "Send a message here with POST.");
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("GET, POST"));
    response
}

/// Answers every other path.
pub async fn not_found() -> HttpResponse {
    plain_text(
        StatusCode::NOT_FOUND,
        "This path does not exist. Send messages to /registry/hl7v2.",
    )
}

fn kind(request: &HttpRequest) -> Option<Kind> {
    let value = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let media_type = value.split(';').next()?.trim().to_ascii_lowercase();
    match media_type.as_str() {
        "application/hl7-v2" | "application/hl7-v2+er7" | "x-application/hl7-v2+er7" | "text/plain" => {
            Some(Kind::Hl7)
        }
        "application/soap+xml" => Some(Kind::Soap(Soap::V12)),
        "text/xml" | "application/xml" => Some(Kind::Soap(Soap::V11)),
        _ => None,
    }
}
