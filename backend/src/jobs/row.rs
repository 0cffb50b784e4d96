//! The work on one claimed row: renews its lease meanwhile, catches a panic, and tries again after an error.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use shared::message::Channel;

use super::send_messages;
use crate::access::fulfill::fulfill;
use crate::access::retry::pause;
use crate::app::App;
use crate::db::DbError;
use crate::db::access_requests::{self, AccessRequestRow, Ending, PANICKED, RequestEnd};
use crate::db::lease::{self, Queue};
use crate::db::messages::{self, MessageEnd, MessageRow};
use crate::registry::RegistryError;
use crate::secrets::seal::SealError;
use crate::telemetry::metrics::{RowFailure, SendOutcome, UnknownKey};

/// A row is given up after this many panics, so that it does not break the work for ever.
const MOST_PANICS: i32 = 5;
/// A step that takes longer than this many leases hangs.
const LEASES_OF_A_STEP: u32 = 5;

pub enum Row {
    Request(AccessRequestRow),
    Message(Channel, MessageRow),
}

enum Ended {
    Done,
    Failed(anyhow::Error),
    Panicked,
    /// The lease expired, and the row may belong to another worker.
    LeaseLost,
}

impl Row {
    fn queue(&self) -> Queue {
        match self {
            Self::Request(_) => Queue::AccessRequests,
            Self::Message(channel, _) => Queue::Messages(*channel),
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::Request(row) => &row.id,
            Self::Message(_, row) => &row.id,
        }
    }

    /// How often the row was tried.
    fn attempts(&self) -> i32 {
        match self {
            Self::Request(row) => row.attempts,
            Self::Message(_, row) => row.attempts,
        }
    }

    /// How many of those attempts panicked.
    fn panics(&self) -> i32 {
        match self {
            Self::Request(row) => row.panics,
            Self::Message(_, row) => row.panics,
        }
    }

    async fn step(&self, app: &App) -> anyhow::Result<()> {
        match self {
            Self::Request(row) => fulfill(app, row).await,
            Self::Message(_, row) => send_messages::step(app, self.queue(), row).await,
        }
    }
}

/// Runs the row's step and writes its result.
pub async fn work_on(app: std::sync::Arc<App>, row: Row) {
    let (queue, id, attempts) = (row.queue().name(), row.id(), row.attempts());
    let written = match watched(&app, &row).await {
        Ended::Done => Ok(()),
        Ended::Failed(error) => {
            app.metrics.row_failed(queue, RowFailure::Error);
            count_unknown_key(&app, &error);
            tracing::warn!(queue, id, attempts, %error, "the work on a row failed; trying again");
            postpone(&app, &row).await
        }
        Ended::Panicked => {
            app.metrics.row_failed(queue, RowFailure::Panic);
            panicked(&app, &row).await
        }
        Ended::LeaseLost => {
            app.metrics.row_failed(queue, RowFailure::LeaseLost);
            tracing::warn!(queue, id, "a lease expired during the work on its row");
            Ok(())
        }
    };
    if let Err(error) = written {
        tracing::warn!(queue, id, %error, "the row stays claimed until its lease expires");
    }
}

/// Counts an error that only another process, with another key, can mend.
fn count_unknown_key(app: &App, error: &anyhow::Error) {
    if let Some(SealError::UnknownKey) = error.downcast_ref() {
        app.metrics.met_unknown_key(UnknownKey::SealKey);
    }
    if let Some(RegistryError::UnknownKey) = error.downcast_ref() {
        app.metrics.met_unknown_key(UnknownKey::ContactKey);
    }
}

async fn watched(app: &App, row: &Row) -> Ended {
    // A panic leaves no broken state behind: the step shares only doors, pools and locks that survive one.
    let step = AssertUnwindSafe(row.step(app)).catch_unwind();
    let patience = app.worker.lease_over(1) * LEASES_OF_A_STEP;
    tokio::select! {
        // `biased`: a step that has just closed its row wins over the renewal, which then finds no lease.
        biased;
        ended = tokio::time::timeout(patience, step) => match ended {
            Ok(Ok(Ok(()))) => Ended::Done,
            Ok(Ok(Err(error))) => Ended::Failed(error),
            Ok(Err(_panic)) => Ended::Panicked,
            Err(_) => Ended::Failed(anyhow::anyhow!("no end within {patience:?}")),
        },
        () = renewed_until_lost(app, row) => Ended::LeaseLost,
    }
}

/// Renews the lease three times in its length. Ends when the lease belongs to this worker no longer.
async fn renewed_until_lost(app: &App, row: &Row) {
    loop {
        tokio::time::sleep(app.worker.lease_over(3)).await;
        let (worker, queue, id) = (app.worker.clone(), row.queue(), row.id().to_owned());
        let renewed = async {
            let now = app.shared_now().await?;
            let renew = move |conn: &mut _| lease::renew(conn, queue, &worker, &id, now);
            app.db.write(renew).await
        };
        match renewed.await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(id = row.id(), %error, "a lease could not be renewed; trying again"),
        }
    }
}

async fn postpone(app: &App, row: &Row) -> Result<(), DbError> {
    let (worker, queue, id) = (app.worker.clone(), row.queue(), row.id().to_owned());
    let next = app.shared_now().await? + pause(row.attempts());
    app.db
        .write(move |conn| lease::postpone(conn, queue, &worker, &id, next))
        .await
}

/// Tries again after a panic, and ends the row after the fifth.
async fn panicked(app: &App, row: &Row) -> Result<(), DbError> {
    let panics = row.panics() + 1;
    let (worker, queue, id) = (app.worker.clone(), row.queue(), row.id().to_owned());
    tracing::error!(queue = queue.name(), id, panics, "the work on a row panicked");
    let now = app.shared_now().await?;
    if panics < MOST_PANICS {
        let next = now + pause(panics);
        return app
            .db
            .write(move |conn| lease::postpone_after_a_panic(conn, queue, &worker, &id, next))
            .await;
    }
    tracing::error!(
        queue = queue.name(),
        id,
        "a row is given up after repeated panics; no message was sent"
    );
    let ending = Ending {
        end: RequestEnd::Failed,
        reason: PANICKED,
        at: now,
    };
    let is_closed = app
        .db
        .write(move |conn| match queue {
            Queue::AccessRequests => access_requests::close(conn, &worker, &id, &ending),
            Queue::Messages(_) => messages::close(conn, &worker, &id, MessageEnd::Dead, now),
        })
        .await?;
    match queue {
        Queue::AccessRequests if is_closed => {
            app.metrics.decided(RequestEnd::Failed.name(), PANICKED, 1);
        }
        Queue::Messages(channel) if is_closed => app.metrics.sent(channel.name(), SendOutcome::GivenUp),
        Queue::AccessRequests | Queue::Messages(_) => {}
    }
    Ok(())
}
