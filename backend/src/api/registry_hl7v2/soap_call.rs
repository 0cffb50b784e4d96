//! A message in a SOAP envelope, with credentials in the call.

use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpRequest, HttpResponse, web};
use zeroize::Zeroizing;

use super::body::{Bodies, BodyError};
use super::description::wanted;
use crate::api::client;
use crate::intake::hl7v2::{MAX_MESSAGE_BYTES, exchange};
use crate::intake::senders::{AdmissionError, Credentials, Senders};
use crate::intake::soap::answer::Fault;
use crate::intake::soap::request::{self, Call, Submission};
use crate::intake::soap::{Envelope, Operation, Soap, Wsdl, answer};

/// A message of the maximum length with many escaped characters, and the envelope around it.
const MOST_ENVELOPE: usize = 2 * MAX_MESSAGE_BYTES;

pub async fn answer(
    (senders, bodies): (&Senders, &Bodies),
    request: &HttpRequest,
    payload: web::Payload,
    soap: Soap,
) -> HttpResponse {
    let mut expected = Envelope::unread(soap, meant(request).unwrap_or(Wsdl::Of2011));
    let body = match bodies.read(request, payload, MOST_ENVELOPE).await {
        Ok(body) => body,
        Err(error) => {
            if let BodyError::TooLarge { begin, .. } = &error {
                expected.wsdl = Wsdl::named_in(begin).unwrap_or(expected.wsdl);
            }
            return faulted(&expected, unread(&error));
        }
    };
    let (envelope, call) = request::read(&body.bytes, expected);
    let outcome = match call {
        Ok(Call::ConnectivityTest { echo }) => Ok((Operation::ConnectivityTest, echo)),
        Ok(Call::SubmitSingleMessage(submission)) => submit(senders, request, submission)
            .await
            .map(|acknowledgment| (Operation::SubmitSingleMessage, acknowledgment)),
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok((operation, text)) => HttpResponse::Ok()
            .content_type(envelope.soap.media_type())
            .body(answer::answer(&envelope, operation, &text)),
        Err(fault) => faulted(&envelope, fault),
    }
}

/// The description that the address or the action names: `SOAPAction` of SOAP 1.1, a parameter of the content type in
/// SOAP 1.2.
fn meant(request: &HttpRequest) -> Option<Wsdl> {
    let headers = ["soapaction", "content-type"];
    let mut values = headers.into_iter().filter_map(|name| request.headers().get(name));
    wanted(request.query_string()).or_else(|| values.find_map(|value| Wsdl::named_in(value.as_bytes())))
}

async fn submit(senders: &Senders, request: &HttpRequest, submission: Submission) -> Result<String, Fault> {
    let credentials = Credentials {
        name: submission.username,
        password: Zeroizing::new(submission.password),
    };
    let from = client::address(request);
    let mut sender = senders
        .admit(&credentials, from)
        .await
        .map_err(|error| not_admitted(&error))?;
    let facility = submission.facility.trim();
    if !facility.is_empty() {
        sender = sender.of_facility(facility).ok_or(Fault::Security(
            "The facility is none of this account's facilities.",
        ))?;
    }
    let message = submission.message.into_bytes();
    if message.len() > MAX_MESSAGE_BYTES {
        return Err(too_large(message.len() as u64));
    }
    // The error was logged where it occurred.
    let taken = senders
        .take(move |context| exchange(context, &sender, &message))
        .await;
    taken.map_err(|_| Fault::Unavailable)
}

fn not_admitted(error: &AdmissionError) -> Fault {
    match error {
        AdmissionError::Wrong => Fault::Security("The user name or the password is wrong."),
        AdmissionError::TooOften => Fault::Security(
            "The user name or the password is wrong, too often. Check them before you try again.",
        ),
        AdmissionError::Database(_) => Fault::Unavailable,
    }
}

fn unread(error: &BodyError) -> Fault {
    match error {
        BodyError::TooLarge { bytes, .. } => too_large(*bytes),
        BodyError::Busy => Fault::Unavailable,
        BodyError::Broken => Fault::Malformed("it did not arrive whole"),
    }
}

fn too_large(bytes: u64) -> Fault {
    Fault::TooLarge {
        bytes,
        most: MAX_MESSAGE_BYTES as u64,
    }
}

/// SOAP 1.1 allows only 500 (section 6.2). SOAP 1.2 uses 400 for the sender's errors, else 500 (part 2 section 7.5.2.2).
/// 503 makes clients and proxies try again later.
fn faulted(envelope: &Envelope, fault: Fault) -> HttpResponse {
    let status = match (&fault, envelope.soap) {
        (Fault::Unavailable, _) => StatusCode::SERVICE_UNAVAILABLE,
        (Fault::UnknownVersion | Fault::NotUnderstood, _) | (_, Soap::V11) => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
        (_, Soap::V12) => StatusCode::BAD_REQUEST,
    };
    let mut response = HttpResponse::build(status);
    if fault == Fault::Unavailable {
        response.insert_header((RETRY_AFTER, "2"));
    }
    response
        .content_type(envelope.soap.media_type())
        .body(answer::fault(envelope, &fault))
}
