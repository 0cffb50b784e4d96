//! The responses to what is not a request: it cannot be read, is too long or comes too late. actix writes such responses
//! without a handler, so no middleware sees them; the stream writes these in their place.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};

use crate::clock::{Clock as _, SystemClock};

/// Clones share the count.
#[derive(Clone)]
pub struct Refusals {
    /// The headers of every response, as they are written.
    headers: Arc<str>,
    count: Arc<AtomicU64>,
}

impl Refusals {
    pub fn new(headers: &[(HeaderName, HeaderValue)]) -> Self {
        let mut lines = String::new();
        for (name, value) in headers {
            let value = value.to_str().expect("our own headers are visible ASCII");
            let _ = write!(lines, "{name}: {value}\r\n");
        }
        Self {
            headers: lines.into(),
            count: Arc::default(),
        }
    }

    /// The whole response. One client can cause any number of them, so the log has a line for the first, the tenth, the
    /// hundredth and so on.
    pub fn response(&self, status: StatusCode) -> Vec<u8> {
        let count = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        if count.ilog10() != (count - 1).checked_ilog10().unwrap_or(u32::MAX) {
            tracing::warn!(count, status = status.as_u16(), "requests could not be read");
        }
        let text = words(status);
        let date = SystemClock.now().format("%a, %d %b %Y %H:%M:%S GMT");
        let response = format!(
            "HTTP/1.1 {status}\r\ndate: {date}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {}\r\n\
             cache-control: no-store\r\nconnection: close\r\n{}\r\n{text}",
            text.len(),
            self.headers
        );
        response.into_bytes()
    }
}

fn words(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "This is not a request of HTTP/1.1.\n",
        StatusCode::REQUEST_TIMEOUT => "The head of the request did not arrive in time.\n",
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => "The head of the request is too long.\n",
        _ => "The request cannot be answered.\n",
    }
}

/// The status of a response that actix has encoded.
pub fn status_of(response: &[u8]) -> Option<StatusCode> {
    let digits = response.strip_prefix(b"HTTP/1.")?.get(2..5)?;
    StatusCode::from_bytes(digits).ok()
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::X_CONTENT_TYPE_OPTIONS;

    use super::*;

    #[test]
    fn a_refusal_has_the_headers_of_every_response_and_one_sentence() {
        let refusals = Refusals::new(&[(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))]);
        let response = refusals.response(StatusCode::REQUEST_TIMEOUT);
        assert_eq!(status_of(&response), Some(StatusCode::REQUEST_TIMEOUT));
        let text = String::from_utf8(response).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 408 Request Timeout\r\n"), "{head}");
        assert!(head.contains("\r\nx-content-type-options: nosniff"), "{head}");
        assert!(head.contains(&format!("\r\ncontent-length: {}\r\n", body.len())));
    }

    #[test]
    fn only_a_response_has_a_status() {
        assert_eq!(
            status_of(b"HTTP/1.1 400 Bad Request\r\n"),
            Some(StatusCode::BAD_REQUEST)
        );
        assert_eq!(
            status_of(b"HTTP/1.0 431 "),
            Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)
        );
        assert_eq!(status_of(b"HTTP/1."), None);
        assert_eq!(status_of(b"body"), None);
    }
}
