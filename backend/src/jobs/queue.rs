//! One queue's loop: claims rows when there is room, and starts a task for each row.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch::Receiver;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep, sleep_until};

use super::row::{Row, work_on};
use super::watch::{Loop, Watch};
use crate::app::App;
use crate::db::claim::claim;
use crate::db::lease::Queue;
use crate::db::{DbError, access_requests, messages};
use crate::wake::POLL;

/// The pause when the database does not answer.
const PAUSE: Duration = Duration::from_secs(1);
/// Two claims are at least so far apart. A claim is a transaction, whether it finds one row or many; a busy queue is
/// claimed in groups, and a person who finds the queue idle waits no longer.
const BETWEEN_CLAIMS: Duration = Duration::from_millis(25);

/// Works until `stop` is true and the rows in progress are done.
pub async fn run(app: Arc<App>, queue: Queue, watch: Arc<Watch>, mut stop: Receiver<bool>) {
    let mut rows = JoinSet::new();
    while !*stop.borrow() {
        let next_claim_at = Instant::now() + BETWEEN_CLAIMS;
        let is_held_up = queue == Queue::AccessRequests && !watch.can_look_up();
        let free = app.concurrency.saturating_sub(rows.len());
        let claimed = if free == 0 || is_held_up {
            Ok(0)
        } else {
            fill(&app, queue, free, &mut rows).await
        };
        if let Err(error) = &claimed {
            tracing::error!(%error, queue = queue.name(), "the queue could not be read; trying again");
            sleep(PAUSE).await;
            continue;
        }
        let has_more = claimed.is_ok_and(|claimed| claimed == free);
        watch.round_finished(Loop::Queue(queue));
        if queue == Queue::AccessRequests && !is_held_up && rows.is_empty() {
            watch.set_has_caught_up();
        }
        tokio::select! {
            Some(ended) = rows.join_next() => report(ended),
            () = app.wake.rung(queue) => {}
            () = sleep(POLL) => {}
            _ = stop.changed() => {}
        }
        gather(&mut rows, next_claim_at, has_more).await;
    }
    while let Some(ended) = rows.join_next().await {
        report(ended);
    }
}

/// Waits until the next claim may begin. A queue that has more rows is claimed earlier if there is no other work.
async fn gather(rows: &mut JoinSet<()>, next_claim_at: Instant, has_more: bool) {
    while Instant::now() < next_claim_at && !(has_more && rows.is_empty()) {
        tokio::select! {
            Some(ended) = rows.join_next() => report(ended),
            () = sleep_until(next_claim_at) => {}
        }
    }
    while let Some(ended) = rows.try_join_next() {
        report(ended);
    }
}

/// Claims once, and ends when the claimed rows are done. Returns their number.
pub async fn round(app: &Arc<App>, queue: Queue) -> Result<usize, DbError> {
    let mut rows = JoinSet::new();
    let claimed = fill(app, queue, app.concurrency, &mut rows).await?;
    while let Some(ended) = rows.join_next().await {
        report(ended);
    }
    Ok(claimed)
}

async fn fill(app: &Arc<App>, queue: Queue, free: usize, rows: &mut JoinSet<()>) -> Result<usize, DbError> {
    if has_pause(app, queue) {
        return Ok(0);
    }
    let (worker, now) = (app.worker.clone(), app.shared_now().await?);
    let claimed = app
        .db
        .write(move |conn| {
            let ids = claim(conn, queue, &worker, now, free)?;
            if ids.is_empty() {
                return Ok(Vec::new());
            }
            Ok(match queue {
                Queue::AccessRequests => {
                    let found = access_requests::find_all(conn, &ids)?;
                    found.into_iter().map(Row::Request).collect()
                }
                Queue::Messages(channel) => {
                    let found = messages::find_all(conn, &ids)?;
                    found.into_iter().map(|row| Row::Message(channel, row)).collect()
                }
            })
        })
        .await?;
    let count = claimed.len();
    for row in claimed {
        rows.spawn(work_on(Arc::clone(app), row));
    }
    Ok(count)
}

/// Messages that a broken gateway cannot take are not claimed: a long queue would be read and written all the time, and
/// each claim counts as a try.
fn has_pause(app: &App, queue: Queue) -> bool {
    match queue {
        Queue::AccessRequests => false,
        Queue::Messages(channel) => app.notifier.pause(channel).is_some(),
    }
}

/// `row` catches and counts a panic of the row's own step. This panic came while the result was written.
fn report(ended: Result<(), JoinError>) {
    if ended.is_err_and(|error| error.is_panic()) {
        tracing::error!(
            "the end of a row could not be written; the row is claimed again when its lease expires"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAR: Duration = Duration::from_hours(1);

    #[tokio::test]
    async fn a_queue_that_was_emptied_is_claimed_again_after_a_pause() {
        let (mut rows, next_claim_at) = (JoinSet::new(), Instant::now() + BETWEEN_CLAIMS);
        rows.spawn(async {});
        gather(&mut rows, next_claim_at, false).await;
        assert!(Instant::now() >= next_claim_at);
        assert!(rows.is_empty(), "the row has ended meanwhile");
    }

    #[tokio::test]
    async fn a_queue_that_has_more_rows_is_claimed_when_there_is_no_other_work() {
        let (mut rows, next_claim_at) = (JoinSet::new(), Instant::now() + FAR);
        rows.spawn(async {});
        gather(&mut rows, next_claim_at, true).await;
        assert!(rows.is_empty());
    }

    #[tokio::test]
    async fn a_claim_that_is_due_waits_for_no_row() {
        let mut rows = JoinSet::new();
        rows.spawn(sleep(FAR));
        gather(&mut rows, Instant::now(), true).await;
        assert_eq!(rows.len(), 1);
    }
}
