//! The operations listener: is the process alive, and can it do its work?

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::{HttpResponse, web};

use crate::db::Database;

/// What `ready` looks at.
pub struct Readiness {
    pub db: Database,
    /// True once the server takes requests.
    pub is_serving: Arc<AtomicBool>,
}

/// The process runs.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().body("live\n")
}

/// The server takes requests and its database answers.
pub async fn ready(readiness: web::Data<Readiness>) -> HttpResponse {
    let serving = readiness.is_serving.load(Ordering::SeqCst);
    if serving && readiness.db.is_answering().await {
        HttpResponse::Ok().body("ready\n")
    } else {
        HttpResponse::ServiceUnavailable().body("not ready\n")
    }
}
