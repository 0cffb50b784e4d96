//! Purging: erases expired data. `docs/security.md` has the table of periods.

use std::time::Duration;

use chrono::TimeDelta;

use crate::app::App;
use crate::db::{
    DbConnection, DbError, access_links, access_requests, limit_counters, messages, used_challenges,
};

/// How long the personal data of an unanswered request is kept.
pub const UNANSWERED: TimeDelta = TimeDelta::days(7);
/// How long codes, reasons and contact hashes of answered requests and delivered messages are kept, for the help desk.
pub const ANSWERED: TimeDelta = TimeDelta::days(30);
/// How long the hash of an expired link is kept, so that the page can report "expired".
pub const EXPIRED_LINK: TimeDelta = TimeDelta::days(7);
/// How long the patients of an expired link are kept: a session that began in its last minute may last this long.
pub const LAST_SESSION: TimeDelta = TimeDelta::minutes(60);

/// Rows per transaction. A purge holds the writer no longer than a piece of an import does.
const STEP: usize = 500;
const STEP_ROWS: i64 = 500;
/// A pause between two steps, in which other tasks and processes can write.
const PAUSE: Duration = Duration::from_millis(10);

/// Erases one step of the expired data. Returns true when nothing is left to erase.
pub async fn purge(app: &App) -> Result<bool, DbError> {
    let now = app.shared_now().await?;
    let found = [
        step(
            app,
            move |conn| used_challenges::expired(conn, now, STEP_ROWS),
            used_challenges::delete,
        )
        .await?,
        step(
            app,
            move |conn| access_requests::closed_before(conn, now - ANSWERED, STEP_ROWS),
            access_requests::delete,
        )
        .await?,
        step(
            app,
            move |conn| messages::closed_before(conn, now - ANSWERED, STEP_ROWS),
            messages::delete,
        )
        .await?,
        step(
            app,
            move |conn| access_links::openable_after_expiry(conn, now - LAST_SESSION, STEP_ROWS),
            access_links::erase,
        )
        .await?,
        step(
            app,
            move |conn| access_links::expired_before(conn, now - EXPIRED_LINK, STEP_ROWS),
            access_links::delete,
        )
        .await?,
        step(
            app,
            move |conn| limit_counters::expired(conn, now, STEP_ROWS),
            move |conn, keys| limit_counters::delete(conn, keys, now),
        )
        .await?,
    ];
    Ok(found.iter().all(|found| *found < STEP))
}

/// Gives up requests that were tried and have had no answer for a week. Returns their number, for the operator's log.
pub async fn give_up_unanswered(app: &App) -> Result<usize, DbError> {
    let now = app.shared_now().await?;
    let mut given_up = 0;
    loop {
        let ids = app
            .db
            .read(move |conn| access_requests::unanswered_before(conn, now - UNANSWERED, now, STEP_ROWS))
            .await?;
        if ids.is_empty() {
            return Ok(given_up);
        }
        let of_step = app
            .db
            .write(move |conn| access_requests::give_up(conn, &ids, now))
            .await?;
        let end = access_requests::RequestEnd::Failed;
        app.metrics.decided(end.name(), access_requests::GAVE_UP, of_step);
        given_up += of_step;
        tokio::time::sleep(PAUSE).await;
    }
}

/// Finds rows without holding the writer, then erases them by their ids. Returns how many it found.
async fn step(
    app: &App,
    find: impl FnOnce(&mut DbConnection) -> Result<Vec<String>, DbError> + Send + 'static,
    erase: impl FnOnce(&mut DbConnection, &[String]) -> Result<(), DbError> + Send + 'static,
) -> Result<usize, DbError> {
    let ids = app.db.read(find).await?;
    let found = ids.len();
    if found > 0 {
        app.db.write(move |conn| erase(conn, &ids)).await?;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(found)
}
