//! The sweep: erases expired data once an hour, from the file as well.

use std::time::{Duration, Instant};

use tokio::sync::watch::Receiver;

use super::watch::{Loop, Watch};
use crate::access::purge::{give_up_unanswered, purge};
use crate::app::App;
use crate::db::DbError;
use crate::wake::POLL;

const EVERY: Duration = Duration::from_hours(1);
/// The pause after an error, and after a reader kept SQLite's log from being emptied.
const AGAIN: Duration = Duration::from_mins(1);

/// Sweeps until `stop` is true. It gives up no request before each was tried once since the start: the machine may have
/// been off for a week, or its clock may have been wrong.
pub async fn run(app: &App, watch: &Watch, mut stop: Receiver<bool>) {
    let (mut purge_at, mut give_up_at, mut empty_at) = (Instant::now(), Instant::now(), None);
    while !*stop.borrow() {
        let now = Instant::now();
        if now >= purge_at {
            purge_at = next(purge(app).await);
            empty_at = Some(now);
        }
        if watch.has_caught_up() && now >= give_up_at {
            give_up_at = next(give_up(app).await);
            empty_at = Some(now);
        }
        let has_more = purge_at <= Instant::now();
        if !has_more && empty_at.is_some_and(|at| now >= at) {
            empty_at = emptied(app).await;
        }
        watch.round_finished(Loop::Sweeping);
        if !has_more {
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                _ = stop.changed() => {}
            }
        }
    }
}

/// The time of the next sweep: at once when only one step of several was done.
fn next(swept: Result<bool, DbError>) -> Instant {
    match swept {
        Ok(true) => Instant::now() + EVERY,
        Ok(false) => Instant::now(),
        Err(error) => {
            tracing::error!(%error, "the sweep failed; the next one is in a minute");
            Instant::now() + AGAIN
        }
    }
}

async fn give_up(app: &App) -> Result<bool, DbError> {
    let given_up = give_up_unanswered(app).await?;
    if given_up > 0 {
        tracing::error!(given_up, "requests were never answered and are given up");
    }
    Ok(true)
}

/// Empties the log, or returns when to try again.
async fn emptied(app: &App) -> Option<Instant> {
    match app.db.empty_the_log().await {
        Ok(true) => return None,
        Ok(false) => {
            tracing::warn!("a reader keeps SQLite's log from being emptied; trying again in a minute");
        }
        Err(error) => tracing::warn!(%error, "SQLite's log could not be emptied; trying again in a minute"),
    }
    Some(Instant::now() + AGAIN)
}
