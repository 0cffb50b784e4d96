//! The worker: takes requests and messages as they come, tries again what failed, and sweeps once an hour.

pub mod fulfill_requests;
pub mod rekey_contacts;
pub mod send_messages;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

use crate::access::purge::purge;
use crate::app::App;
use crate::db::lease;

/// How many rows one round takes: enough to keep the cores busy, few enough that another worker gets some.
const ROUND: i64 = 16;
/// Without a ring the worker looks by itself: another process may have written, or a retry is due.
const POLL: Duration = Duration::from_secs(1);
const SWEEP_EVERY: TimeDelta = TimeDelta::hours(1);

/// Works until `stop` says true, then gives back what it still holds.
pub async fn work(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    if let Err(error) = app.db.write(lease::release_of_the_dead).await {
        tracing::error!(%error, "leases of an earlier run could not be released; they run out by themselves");
    }
    rekey_contacts::run(&app, &stop).await;
    let mut swept_at = None;
    while !*stop.borrow() {
        sweep_when_due(&app, &mut swept_at).await;
        if round(&app).await == 0 {
            tokio::select! {
                () = app.wake.notified() => {}
                () = tokio::time::sleep(POLL) => {}
                _ = stop.changed() => {}
            }
        }
    }
    let worker = app.worker.clone();
    if let Err(error) = app.db.write(move |conn| lease::release(conn, &worker)).await {
        tracing::error!(%error, "leases could not be released; they run out by themselves");
    }
}

/// One look at both queues. Returns how many rows it took.
pub async fn round(app: &App) -> usize {
    let fulfilled = fulfill_requests::run(app, ROUND).await;
    let sent = send_messages::run(app, ROUND).await;
    let taken = [("access requests", fulfilled), ("messages", sent)].map(|(queue, result)| {
        result.unwrap_or_else(|error| {
            tracing::error!(%error, queue, "the queue could not be read; trying again");
            0
        })
    });
    taken.iter().sum()
}

async fn sweep_when_due(app: &App, swept_at: &mut Option<DateTime<Utc>>) {
    let now = app.clock.now();
    if swept_at.is_some_and(|last| now - last < SWEEP_EVERY) {
        return;
    }
    *swept_at = Some(now);
    match purge(app).await {
        Ok(0) => {}
        Ok(given_up) => tracing::error!(given_up, "requests were never answered and are given up"),
        Err(error) => tracing::error!(%error, "the sweep failed; the next one is in an hour"),
    }
}
