//! Leases: a claimed row belongs to one worker until its lease runs out, so that two workers never do the same work.
//! The tables `access_request` and `message` are queues of one shape and share these functions.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamp};
use shared::message::Channel;

use super::{DbConnection, DbError};

/// Rows that wait for a worker. Each queue has a loop of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    AccessRequests,
    Messages(Channel),
}

/// Who works, and how long a claimed row belongs to them.
#[derive(Clone, Debug)]
pub struct Worker {
    pub id: String,
    pub lease: TimeDelta,
}

/// The state of a row that is not answered or sent yet.
pub const OPEN: &str = "open";

/// `jobs.lease_seconds` is at most an hour: a lease that ends later than this was taken while the clock was wrong.
const LONGEST_LEASE: TimeDelta = TimeDelta::hours(2);

impl Worker {
    /// A fraction of the lease as a time-out or an interval.
    pub fn lease_over(&self, parts: u32) -> Duration {
        self.lease.to_std().unwrap_or_default() / parts
    }
}

impl Queue {
    pub const ALL: [Self; 3] = [
        Self::AccessRequests,
        Self::Messages(Channel::Sms),
        Self::Messages(Channel::Email),
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessRequests => "deciding",
            Self::Messages(Channel::Sms) => "sending text messages",
            Self::Messages(Channel::Email) => "sending e-mail",
        }
    }

    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::AccessRequests => "access_request",
            Self::Messages(_) => "message",
        }
    }

    /// What an open row of this queue fulfils. The literals let both engines use the partial indexes.
    pub(super) const fn is_open(self) -> &'static str {
        match self {
            Self::AccessRequests => "state = 'open'",
            Self::Messages(Channel::Sms) => "state = 'open' AND channel = 'sms'",
            Self::Messages(Channel::Email) => "state = 'open' AND channel = 'email'",
        }
    }
}

/// Makes the lease longer. False when the row is no longer this worker's.
pub fn renew(
    conn: &mut DbConnection,
    queue: Queue,
    worker: &Worker,
    id: &str,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let table = queue.table();
    let renewed = diesel::sql_query(format!(
        "UPDATE {table} SET lease_until = $1 WHERE id = $2 AND lease_owner = $3 AND state = 'open'"
    ))
    .bind::<Timestamp, _>((now + worker.lease).naive_utc())
    .bind::<Text, _>(id)
    .bind::<Text, _>(&worker.id)
    .execute(conn)?;
    Ok(renewed == 1)
}

/// Gives a row back, to be tried again at `next_try_at`.
pub fn postpone(
    conn: &mut DbConnection,
    queue: Queue,
    worker: &Worker,
    id: &str,
    next_try_at: DateTime<Utc>,
) -> Result<(), DbError> {
    give_back(conn, queue, "next_try_at = $1", (worker, id, next_try_at))
}

/// Gives a row back whose step panicked, and counts that.
pub fn postpone_after_a_panic(
    conn: &mut DbConnection,
    queue: Queue,
    worker: &Worker,
    id: &str,
    next_try_at: DateTime<Utc>,
) -> Result<(), DbError> {
    give_back(
        conn,
        queue,
        "next_try_at = $1, panics = panics + 1",
        (worker, id, next_try_at),
    )
}

fn give_back(
    conn: &mut DbConnection,
    queue: Queue,
    set: &str,
    (worker, id, next_try_at): (&Worker, &str, DateTime<Utc>),
) -> Result<(), DbError> {
    let table = queue.table();
    diesel::sql_query(format!(
        "UPDATE {table} SET lease_owner = NULL, lease_until = NULL, {set} \
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
    for table in ["access_request", "message"] {
        diesel::sql_query(format!(
            "UPDATE {table} SET lease_owner = NULL, lease_until = NULL \
             WHERE lease_until IS NOT NULL AND lease_owner = $1"
        ))
        .bind::<Text, _>(&worker.id)
        .execute(conn)?;
    }
    Ok(())
}

/// Releases leases that nobody can hold any more: on SQLite all of them, because one process works at a time and this
/// one has just begun; on both engines those that end later than a lease can.
pub fn release_of_the_dead(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<(), DbError> {
    let latest = match conn {
        DbConnection::Postgres(_) => now + LONGEST_LEASE,
        DbConnection::Sqlite(_) => DateTime::UNIX_EPOCH,
    };
    for table in ["access_request", "message"] {
        diesel::sql_query(format!(
            "UPDATE {table} SET lease_owner = NULL, lease_until = NULL WHERE lease_until > $1"
        ))
        .bind::<Timestamp, _>(latest.naive_utc())
        .execute(conn)?;
    }
    Ok(())
}
