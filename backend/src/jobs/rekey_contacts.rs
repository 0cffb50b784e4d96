//! Computes the registry's contact hashes again when the rules or the contact key have changed. Requests wait meanwhile:
//! a person without a new hash would get the answer that there is no record.

use std::time::Duration;

use tokio::sync::watch::Receiver;

use super::watch::{Loop, Watch};
use crate::app::App;
use crate::db::DbError;
use crate::db::lease::Queue;
use crate::registry::rekey;
use crate::wake::POLL;

/// The pause when the database does not answer.
const PAUSE: Duration = Duration::from_secs(2);

/// Works until all hashes are computed, and then waits until `stop` is true.
pub async fn run(app: &App, watch: &Watch, mut stop: Receiver<bool>) {
    let mut steps = 0;
    while !*stop.borrow() && !watch.keys_are_made() {
        match step(app).await {
            Ok(true) => {
                watch.set_keys_are_made();
                app.wake.ring(Queue::AccessRequests);
            }
            Ok(false) => steps += 1,
            Err(error) => {
                tracing::error!(%error, "contact hashes could not be computed; trying again");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        }
        watch.round_finished(Loop::Rekeying);
        if steps == 1 {
            tracing::info!("contact hashes are computed again; requests wait until that is done");
        }
    }
    if steps > 0 {
        tracing::info!(steps, "contact hashes were computed again");
    }
    while !*stop.borrow() {
        watch.round_finished(Loop::Rekeying);
        tokio::select! {
            () = tokio::time::sleep(POLL) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn step(app: &App) -> Result<bool, DbError> {
    let contact_hasher = app.contact_hasher.clone();
    app.db.write(move |conn| rekey::step(conn, &contact_hasher)).await
}
