//! Purging: what nobody needs any more is erased, from the file as well. `docs/security.md` has the table of periods.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::App;
use crate::db::{DbError, access_links, access_requests, messages, used_challenges};

/// An unanswered request's personal data.
pub const UNANSWERED: TimeDelta = TimeDelta::days(7);
/// Codes, reasons and hashed contacts of answered requests and delivered messages, for the help desk.
pub const ANSWERED: TimeDelta = TimeDelta::days(30);
/// A link's hash, so that "expired" can be said.
pub const EXPIRED_LINK: TimeDelta = TimeDelta::days(7);
/// Whom a link opened: a session begun in its last minute may last this long.
pub const LAST_SESSION: TimeDelta = TimeDelta::minutes(60);

/// Erases what is due. Returns how many requests were given up, which an operator should know.
pub async fn purge(app: &App) -> Result<usize, DbError> {
    let now = app.clock.now();
    let given_up = app.db.write(move |conn| sweep(conn, now)).await?;
    app.db.empty_the_log().await?;
    Ok(given_up)
}

fn sweep(conn: &mut crate::db::DbConnection, now: DateTime<Utc>) -> Result<usize, DbError> {
    used_challenges::delete_expired(conn, now)?;
    access_requests::delete_closed_before(conn, now - ANSWERED)?;
    messages::delete_closed_before(conn, now - ANSWERED)?;
    access_links::erase_expired_before(conn, now - LAST_SESSION)?;
    access_links::delete_expired_before(conn, now - EXPIRED_LINK)?;
    access_requests::fail_received_before(conn, now - UNANSWERED, now)
}
