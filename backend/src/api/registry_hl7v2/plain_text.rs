//! Plain-text answers, for the engineer who connects a system.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

pub fn plain_text(status: StatusCode, words: &str) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/plain; charset=utf-8")
        .body(format!("{words}\n"))
}
