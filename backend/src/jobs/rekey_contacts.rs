//! Computes the registry's contact hashes again when the rules or the contact key have changed. Requests wait only while
//! the stored hashes are under a key that is unknown here: a person who is not found would get the answer that there is
//! no record.

use std::time::Duration;

use tokio::sync::watch::Receiver;

use super::watch::{Loop, Watch};
use crate::app::App;
use crate::db::DbError;
use crate::db::lease::Queue;
use crate::registry::rekey::{self, Stage};
use crate::wake::POLL;

/// The pause when the database does not answer.
const PAUSE: Duration = Duration::from_secs(2);

/// Looks each second whether there is work, and does it, until `stop` is true.
pub async fn run(app: &App, watch: &Watch, mut stop: Receiver<bool>) {
    let mut last = Stage::UpToDate;
    while !*stop.borrow() {
        let stage = match round(app, watch).await {
            Ok(stage) => stage,
            Err(error) => {
                tracing::error!(%error, "contact hashes could not be read or computed; trying again");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        watch.round_finished(Loop::Rekeying);
        if stage != last {
            report(stage);
            last = stage;
        }
        if !stage.has_work() {
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                _ = stop.changed() => {}
            }
        }
    }
}

/// Finds out what there is to do, and does one step of it.
async fn round(app: &App, watch: &Watch) -> Result<Stage, DbError> {
    let known = app.contact_hashers.now();
    let (stage, can_look_up) = app
        .db
        .read_at_one_moment(move |conn| {
            let can_look_up = rekey::hasher_for_lookups(conn, &known)?.is_some();
            Ok((rekey::stage(conn, &known)?, can_look_up))
        })
        .await?;
    if watch.set_can_look_up(can_look_up) {
        app.wake.ring(Queue::AccessRequests);
    }
    if stage.has_work() {
        let known = app.contact_hashers.now();
        app.db.write(move |conn| rekey::step(conn, &known)).await?;
    }
    Ok(stage)
}

fn report(stage: Stage) {
    match stage {
        Stage::UpToDate => tracing::info!("all contact hashes are under the contact key and rules in use"),
        Stage::Building => {
            tracing::info!(
                "contact hashes are computed again; lookups use the earlier ones until that is done"
            );
        }
        Stage::Cleaning => tracing::info!("the new contact hashes are in use; earlier ones are removed"),
        Stage::Replaced => tracing::warn!(
            "another process replaced the contact key in use here; set the same keys everywhere, or run `myvax registry rekey`"
        ),
        Stage::UnknownNext => tracing::error!(
            "another process computes contact hashes under a key or rules that are unknown here; imports are refused: set \
             MYVAX_CONTACT_KEY_NEXT, or run the same version everywhere"
        ),
        Stage::Unknown => tracing::error!(
            "the registry's contacts are hashed under a key or by rules that are unknown here; requests wait: set \
             MYVAX_CONTACT_KEY_PREVIOUS, run the same version everywhere, or, if the key is lost, `myvax registry rekey`"
        ),
    }
}
