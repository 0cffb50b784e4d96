//! Claiming work: a row belongs to one worker until its lease runs out, so that two workers never do the same.
//! The tables `access_request` and `message` are queues of one shape and share these functions.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamp};

use super::{DbConnection, DbError};

/// A table whose open rows wait for a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    AccessRequests,
    Messages,
}

/// Who works, and for how long a claimed row is theirs.
#[derive(Clone, Debug)]
pub struct Worker {
    pub id: String,
    pub lease: TimeDelta,
}

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = Text)]
    id: String,
}

/// The state of a row nobody has answered or sent yet.
pub const OPEN: &str = "open";

impl Queue {
    const fn table(self) -> &'static str {
        match self {
            Self::AccessRequests => "access_request",
            Self::Messages => "message",
        }
    }
}

/// Takes up to `limit` due rows, oldest due first, and counts the attempt.
pub fn claim(
    conn: &mut DbConnection,
    queue: Queue,
    worker: &Worker,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<String>, DbError> {
    // SQLite needs no row locks: the transaction already holds the only write lock.
    let skip_locked = match conn {
        DbConnection::Postgres(_) => "FOR UPDATE SKIP LOCKED",
        DbConnection::Sqlite(_) => "",
    };
    let table = queue.table();
    let statement = format!(
        "UPDATE {table} SET lease_owner = $1, lease_until = $2, attempts = attempts + 1 WHERE id IN ( \
         SELECT id FROM {table} WHERE state = 'open' AND next_try_at <= $3 \
         AND (lease_until IS NULL OR lease_until <= $4) ORDER BY next_try_at LIMIT $5 {skip_locked}) RETURNING id"
    );
    let claimed: Vec<Claimed> = diesel::sql_query(statement)
        .bind::<Text, _>(&worker.id)
        .bind::<Timestamp, _>((now + worker.lease).naive_utc())
        .bind::<Timestamp, _>(now.naive_utc())
        .bind::<Timestamp, _>(now.naive_utc())
        .bind::<BigInt, _>(limit)
        .load(conn)?;
    Ok(claimed.into_iter().map(|row| row.id).collect())
}

/// Gives a row back, to be tried again at `next_try_at`.
pub fn postpone(
    conn: &mut DbConnection,
    queue: Queue,
    worker: &Worker,
    id: &str,
    next_try_at: DateTime<Utc>,
) -> Result<(), DbError> {
    let table = queue.table();
    diesel::sql_query(format!(
        "UPDATE {table} SET lease_owner = NULL, lease_until = NULL, next_try_at = $1 \
         WHERE id = $2 AND lease_owner = $3 AND state = 'open'"
    ))
    .bind::<Timestamp, _>(next_try_at.naive_utc())
    .bind::<Text, _>(id)
    .bind::<Text, _>(&worker.id)
    .execute(conn)?;
    Ok(())
}

/// Gives back everything a stopping worker still holds.
pub fn release(conn: &mut DbConnection, worker: &Worker) -> Result<(), DbError> {
    for queue in [Queue::AccessRequests, Queue::Messages] {
        let table = queue.table();
        diesel::sql_query(format!(
            "UPDATE {table} SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = $1"
        ))
        .bind::<Text, _>(&worker.id)
        .execute(conn)?;
    }
    Ok(())
}

/// On SQLite one process works at a time: leases found at its start are those of a process that died.
pub fn release_of_the_dead(conn: &mut DbConnection) -> Result<(), DbError> {
    if let DbConnection::Sqlite(_) = conn {
        for queue in [Queue::AccessRequests, Queue::Messages] {
            let table = queue.table();
            diesel::sql_query(format!(
                "UPDATE {table} SET lease_owner = NULL, lease_until = NULL WHERE lease_owner IS NOT NULL"
            ))
            .execute(conn)?;
        }
    }
    Ok(())
}
