//! Leases: a claimed row belongs to one worker until its lease expires, so that two workers never process the same row.
//! The tables `access_request` and `message` are queues with the same columns and share these functions.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamp};
use shared::message::Channel;

use super::{DbConnection, DbError};

/// The rows that wait for a worker. Each queue has its own loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    AccessRequests,
    Messages(Channel),
}

/// The worker, how long a claimed row belongs to it, and how it chooses rows.
#[derive(Clone, Debug)]
pub struct Worker {
    pub id: String,
    pub lease: TimeDelta,
    /// A contact or a person has one row in work; only an attack's control run works on any.
    pub takes_turns: bool,
}

/// The state of a row that is not answered or sent yet.
pub const OPEN: &str = "open";

/// `jobs.lease_seconds` is at most an hour: a lease that ends later than this was written while the clock was wrong.
const LONGEST_LEASE: TimeDelta = TimeDelta::hours(2);

impl Worker {
    /// A fraction of the lease, for a timeout or an interval.
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

    /// The SQL condition for an open row of this queue. Its literals let both engines use the partial indexes.
    pub(super) const fn is_open(self) -> &'static str {
        match self {
            Self::AccessRequests => "state = 'open'",
            Self::Messages(Channel::Sms) => "state = 'open' AND channel = 'sms'",
            Self::Messages(Channel::Email) => "state = 'open' AND channel = 'email'",
        }
    }
}

/// Extends the lease. False if the row no longer belongs to this worker.
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

/// Releases a row, to be tried again at `next_try_at`.
pub fn postpone(
    conn: &mut DbConnection,
    queue: Queue,
    worker: &Worker,
    id: &str,
    next_try_at: DateTime<Utc>,
) -> Result<(), DbError> {
    give_back(conn, queue, "next_try_at = $1", (worker, id, next_try_at))
}

/// Releases a row whose step panicked, and counts the panic.
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

/// Releases all rows of a worker that stops.
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

/// Releases leases without a live worker. On SQLite these are all leases, because a single process works and this one
/// has just started; on both engines, the leases that end later than a lease can.
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
