//! Takes accepted requests and answers them.

use futures_util::future::join_all;

use crate::access::fulfill::fulfill;
use crate::access::retry::pause;
use crate::app::App;
use crate::db::DbError;
use crate::db::access_requests::{self, AccessRequestRow};
use crate::db::lease::{self, Queue};

/// Claims up to `limit` requests and answers them side by side. Returns how many it took.
pub async fn run(app: &App, limit: i64) -> Result<usize, DbError> {
    let (worker, now) = (app.worker.clone(), app.clock.now());
    let rows = app
        .db
        .write(move |conn| {
            let ids = lease::claim(conn, Queue::AccessRequests, &worker, now, limit)?;
            access_requests::find_all(conn, &ids)
        })
        .await?;
    join_all(rows.iter().map(|row| answer(app, row))).await;
    Ok(rows.len())
}

async fn answer(app: &App, row: &AccessRequestRow) {
    let Err(error) = fulfill(app, row).await else {
        return;
    };
    tracing::warn!(request = row.id, attempts = row.attempts, %error, "a request could not be answered; trying again");
    let (worker, id) = (app.worker.clone(), row.id.clone());
    let next = app.clock.now() + pause(row.attempts);
    let postponed = app
        .db
        .write(move |conn| lease::postpone(conn, Queue::AccessRequests, &worker, &id, next))
        .await;
    if let Err(error) = postponed {
        tracing::warn!(%error, "the request stays claimed until its lease runs out");
    }
}
