//! The operations listener: reports whether the process is alive and whether it can work.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::app::App;
use crate::db::{DbConnection, DbError, access_requests, messages, write_probe};
use crate::jobs::watch::{Loop, Pulse, Watch};

/// The time limit for a write and a query of the database.
pub const PATIENCE: Duration = Duration::from_millis(1800);

/// The state that `ready` reports on.
pub struct Readiness {
    pub app: Arc<App>,
    /// True once the server accepts requests.
    pub is_serving: Arc<AtomicBool>,
    /// `None` in a process without a worker.
    pub watch: Option<Arc<Watch>>,
}

/// The answer of `ready`: names of loops and seconds, no personal data.
#[derive(Serialize)]
struct Report {
    is_ready: bool,
    is_serving: bool,
    database_takes_writes: bool,
    /// By the loop's name; empty in a process without a worker.
    worker: BTreeMap<&'static str, LoopReport>,
    /// Omitted when the database did not answer, because an empty age means that nothing waits.
    #[serde(flatten)]
    ages: Option<Ages>,
}

/// How long the oldest request has waited for its answer, and the oldest message for its sending.
#[derive(Serialize)]
struct Ages {
    oldest_request_seconds: Option<i64>,
    oldest_message_seconds: Option<i64>,
}

#[derive(Serialize)]
struct LoopReport {
    is_well: bool,
    seconds_since_last_round: u64,
}

/// The process runs.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().body("live\n")
}

/// The server accepts requests, the database accepts writes, and the worker's loops run.
pub async fn ready(readiness: web::Data<Readiness>) -> HttpResponse {
    let now = readiness.app.clock.now();
    let observed = observe(&readiness, now).await;
    let seconds = |at: Option<DateTime<Utc>>| at.map(|at| (now - at).num_seconds().max(0));
    let report = Report {
        is_ready: observed.is_ready(),
        is_serving: observed.is_serving,
        database_takes_writes: observed.oldest.is_some(),
        ages: observed.oldest.map(|(request, message)| Ages {
            oldest_request_seconds: seconds(request),
            oldest_message_seconds: seconds(message),
        }),
        worker: loops(&observed.loops),
    };
    if report.is_ready {
        HttpResponse::Ok().json(report)
    } else {
        HttpResponse::ServiceUnavailable().json(report)
    }
}

/// What `ready` and the metrics report.
pub struct Observed {
    is_serving: bool,
    /// `None` if the database takes no writes.
    pub oldest: Option<Oldest>,
    pub loops: Vec<(Loop, Pulse)>,
}

impl Observed {
    pub fn is_ready(&self) -> bool {
        self.is_serving && self.oldest.is_some() && self.loops.iter().all(|(_, pulse)| pulse.is_well())
    }
}

pub async fn observe(readiness: &Readiness, now: DateTime<Utc>) -> Observed {
    let is_serving = readiness.is_serving.load(Ordering::SeqCst);
    let oldest = match tokio::time::timeout(PATIENCE, probed(&readiness.app, now)).await {
        Ok(Ok(oldest)) => Some(oldest),
        Ok(Err(_)) | Err(_) => None,
    };
    let loops = readiness.watch.as_ref().map(|watch| watch.pulses());
    Observed {
        is_serving,
        oldest,
        loops: loops.unwrap_or_default(),
    }
}

type Oldest = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// Writes a row durably, because a full disk still answers queries; then reads the oldest open rows.
async fn probed(app: &App, now: DateTime<Utc>) -> Result<Oldest, DbError> {
    app.db.write(move |conn| write_probe::write(conn, now)).await?;
    let oldest =
        |conn: &mut DbConnection| Ok((access_requests::oldest_open(conn)?, messages::oldest_open(conn)?));
    app.db.read(oldest).await
}

fn loops(pulses: &[(Loop, Pulse)]) -> BTreeMap<&'static str, LoopReport> {
    let report = pulses.iter().map(|(one, pulse)| {
        let report = LoopReport {
            is_well: pulse.is_well(),
            seconds_since_last_round: pulse.since_round.as_secs(),
        };
        (one.name(), report)
    });
    report.collect()
}
