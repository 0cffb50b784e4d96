//! How many rows wait in each queue, and how long: for the operator.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Timestamp};

use super::lease::Queue;
use super::{DbConnection, DbError};

/// The open rows of one queue.
#[derive(QueryableByName)]
pub struct QueueState {
    #[diesel(sql_type = BigInt)]
    pub rows: i64,
    /// When the oldest of them was inserted.
    #[diesel(sql_type = Nullable<Timestamp>)]
    oldest_at: Option<NaiveDateTime>,
    /// Since when the row that no worker has claimed for longest is due.
    #[diesel(sql_type = Nullable<Timestamp>)]
    due_since: Option<NaiveDateTime>,
}

impl QueueState {
    /// The age of the oldest row in seconds; 0 if none waits.
    pub fn oldest_seconds(&self, now: DateTime<Utc>) -> i64 {
        seconds_since(self.oldest_at, now)
    }

    /// How long a row has been due without being claimed, in seconds; 0 if none is.
    pub fn overdue_seconds(&self, now: DateTime<Utc>) -> i64 {
        seconds_since(self.due_since, now)
    }
}

fn seconds_since(at: Option<NaiveDateTime>, now: DateTime<Utc>) -> i64 {
    at.map_or(0, |at| (now - at.and_utc()).num_seconds().max(0))
}

pub fn state(conn: &mut DbConnection, queue: Queue, now: DateTime<Utc>) -> Result<QueueState, DbError> {
    let (table, is_open) = (queue.table(), queue.is_open());
    let inserted_at = match queue {
        Queue::AccessRequests => "received_at",
        Queue::Messages(_) => "created_at",
    };
    let found = diesel::sql_query(format!(
        "SELECT COUNT(*) AS rows, MIN({inserted_at}) AS oldest_at, \
         MIN(CASE WHEN next_try_at <= $1 AND (lease_until IS NULL OR lease_until <= $2) THEN next_try_at END) \
         AS due_since FROM {table} WHERE {is_open}"
    ))
    .bind::<Timestamp, _>(now.naive_utc())
    .bind::<Timestamp, _>(now.naive_utc())
    .get_result(conn)?;
    Ok(found)
}
