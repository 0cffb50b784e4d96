//! The worker: a supervised loop for each queue, for re-keying and for the sweep ([decision 14]).
//!
//! [decision 14]: ../../../docs/decisions/0014-a-supervised-loop-for-each-queue.md

pub mod queue;
pub mod rekey_contacts;
pub mod row;
pub mod send_messages;
pub mod supervise;
pub mod sweep;
pub mod watch;

use std::sync::Arc;

use tokio::sync::watch::Receiver;
use tokio::task::JoinSet;

use crate::app::App;
use crate::db::lease::{self, Queue};
use supervise::supervised;
use watch::{Loop, Watch};

/// Works until `stop` is true and the rows in progress are done. Ends earlier only if a supervisor ends, which is an
/// error. The caller then gives back the leases with `give_back`.
pub async fn work(app: Arc<App>, watch: Arc<Watch>, stop: Receiver<bool>) -> anyhow::Result<()> {
    let released = async {
        let now = app.shared_now().await?;
        let release = move |conn: &mut _| lease::release_of_the_dead(conn, now);
        app.db.write(release).await
    };
    if let Err(error) = released.await {
        tracing::error!(%error, "leases of an earlier run could not be released; they will expire");
    }
    let mut loops = JoinSet::new();
    for one in Loop::ALL {
        let (app, watch, stop) = (Arc::clone(&app), Arc::clone(&watch), stop.clone());
        loops.spawn(supervised(one, Arc::clone(&watch), stop.clone(), move || {
            run(one, Arc::clone(&app), Arc::clone(&watch), stop.clone())
        }));
    }
    while let Some(ended) = loops.join_next().await {
        anyhow::ensure!(ended.is_ok(), "the supervisor of a loop panicked");
        anyhow::ensure!(*stop.borrow(), "a loop of the worker is no longer supervised");
    }
    Ok(())
}

async fn run(one: Loop, app: Arc<App>, watch: Arc<Watch>, stop: Receiver<bool>) {
    match one {
        Loop::Queue(queue) => queue::run(app, queue, watch, stop).await,
        Loop::Rekeying => rekey_contacts::run(&app, &watch, stop).await,
        Loop::Sweeping => sweep::run(&app, &watch, stop).await,
    }
}

/// Gives back the leases of a stopped worker, so that the next one need not wait until they expire.
pub async fn give_back(app: &App) {
    let worker = app.worker.clone();
    if let Err(error) = app.db.write(move |conn| lease::release(conn, &worker)).await {
        tracing::error!(%error, "leases could not be released; they will expire");
    }
}

/// Processes every queue once; returns how many rows it claimed, after all of them are done. For tests.
pub async fn round(app: &Arc<App>) -> usize {
    let mut taken = 0;
    for queue in Queue::ALL {
        taken += queue::round(app, queue).await.unwrap_or_else(|error| {
            tracing::error!(%error, queue = queue.name(), "the queue could not be read; trying again");
            0
        });
    }
    taken
}
