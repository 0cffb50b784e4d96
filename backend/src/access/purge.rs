//! Purging: what is not needed any more is erased. `docs/security.md` has the table of periods.

use std::time::Duration;

use chrono::TimeDelta;

use crate::app::App;
use crate::db::{DbConnection, DbError, access_links, access_requests, messages, used_challenges};

/// An unanswered request's personal data.
pub const UNANSWERED: TimeDelta = TimeDelta::days(7);
/// Codes, reasons and hashed contacts of answered requests and delivered messages, for the help desk.
pub const ANSWERED: TimeDelta = TimeDelta::days(30);
/// A link's hash, so that "expired" can be said.
pub const EXPIRED_LINK: TimeDelta = TimeDelta::days(7);
/// Whom a link opened: a session begun in its last minute may last this long.
pub const LAST_SESSION: TimeDelta = TimeDelta::minutes(60);

/// So many rows in a transaction: nobody waits for the writer longer than for a piece of an import.
const STEP: usize = 500;
const STEP_ROWS: i64 = 500;
/// Between two steps others may write, also those of another process.
const PAUSE: Duration = Duration::from_millis(10);

/// One step of erasing what is due. True when nothing is left to erase.
pub async fn purge(app: &App) -> Result<bool, DbError> {
    let now = app.clock.now();
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
    ];
    Ok(found.iter().all(|found| *found < STEP))
}

/// Gives up requests that were tried and not answered for a week. Returns how many, which an operator should know.
pub async fn give_up_unanswered(app: &App) -> Result<usize, DbError> {
    let now = app.clock.now();
    let mut given_up = 0;
    loop {
        let ids = app
            .db
            .read(move |conn| access_requests::unanswered_before(conn, now - UNANSWERED, now, STEP_ROWS))
            .await?;
        if ids.is_empty() {
            return Ok(given_up);
        }
        given_up += app
            .db
            .write(move |conn| access_requests::give_up(conn, &ids, now))
            .await?;
        tokio::time::sleep(PAUSE).await;
    }
}

/// Looks for rows without holding the writer, then erases them by their ids. Returns how many it found.
async fn step(
    app: &App,
    find: impl FnOnce(&mut DbConnection) -> Result<Vec<String>, DbError> + Send + 'static,
    erase: fn(&mut DbConnection, &[String]) -> Result<(), DbError>,
) -> Result<usize, DbError> {
    let ids = app.db.read(find).await?;
    let found = ids.len();
    if found > 0 {
        app.db.write(move |conn| erase(conn, &ids)).await?;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(found)
}
