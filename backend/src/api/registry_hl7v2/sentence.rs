//! A sentence for the engineer who connects a system.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

pub fn told(status: StatusCode, words: &str) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/plain; charset=utf-8")
        .body(format!("{words}\n"))
}
