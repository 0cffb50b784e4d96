//! Claims due rows for a worker in such a way that a contact or a person with many rows delays no other.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text, Timestamp};

use super::lease::{Queue, Worker};
use super::{DbConnection, DbError};

/// The limit of a retry: the longest pause, `access::retry::LONGEST`, is six hours, and one hour is added. A row beyond
/// it was written while the clock was wrong.
const FURTHEST_TRY: TimeDelta = TimeDelta::hours(7);
/// The number of rows that one query reads for each free place; usually the first query finds enough contacts.
const ROWS_OF_A_PLACE: usize = 4;

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Binary)]
    contact_hash: Vec<u8>,
    #[diesel(sql_type = Nullable<Binary>)]
    identity_hash: Option<Vec<u8>>,
    #[diesel(sql_type = Timestamp)]
    next_try_at: NaiveDateTime,
}

#[derive(QueryableByName)]
struct Held {
    #[diesel(sql_type = Binary)]
    contact_hash: Vec<u8>,
    #[diesel(sql_type = Nullable<Binary>)]
    identity_hash: Option<Vec<u8>>,
}

impl Waiting {
    /// The hashes of its contact and of the person; a row without one does not share it.
    fn subjects(&self) -> impl Iterator<Item = &Vec<u8>> + Clone {
        let subjects = [Some(&self.contact_hash), self.identity_hash.as_ref()];
        subjects.into_iter().flatten().filter(|hash| !hash.is_empty())
    }
}

/// Claims up to `limit` due rows, the longest due first, one for each contact and for each person, and counts the
/// attempt. A contact or a person with a row under a lease waits. Only keyed hashes are readable here; the person's data
/// are in the sealed payload.
pub fn claim(
    conn: &mut DbConnection,
    queue: Queue,
    worker: &Worker,
    now: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<String>, DbError> {
    bring_forward(conn, queue, now)?;
    let mut busy = if worker.takes_turns {
        at_work(conn, queue, now)?
    } else {
        HashSet::new()
    };
    let mut chosen = Vec::new();
    let mut after = (DateTime::UNIX_EPOCH.naive_utc(), String::new());
    let look = limit * ROWS_OF_A_PLACE;
    loop {
        let rows = due_after(conn, queue, (now, &after), (&busy, look))?;
        let has_more = rows.len() == look;
        if let Some(last) = rows.last() {
            after = (last.next_try_at, last.id.clone());
        }
        let mut is_next = |row: &Waiting| {
            let is_free = !row.subjects().any(|subject| busy.contains(subject));
            if is_free && worker.takes_turns {
                busy.extend(row.subjects().cloned());
            }
            is_free
        };
        chosen.extend(rows.into_iter().filter(|row| is_next(row)).map(|row| row.id));
        if chosen.len() >= limit || !has_more {
            break;
        }
    }
    chosen.truncate(limit);
    take(conn, queue, worker, (now, &chosen))?;
    Ok(chosen)
}

/// Makes rows due that are scheduled later than any retry can be.
fn bring_forward(conn: &mut DbConnection, queue: Queue, now: DateTime<Utc>) -> Result<(), DbError> {
    let (table, is_open) = (queue.table(), queue.is_open());
    diesel::sql_query(format!(
        "UPDATE {table} SET next_try_at = $1 WHERE {is_open} AND next_try_at > $2"
    ))
    .bind::<Timestamp, _>(now.naive_utc())
    .bind::<Timestamp, _>((now + FURTHEST_TRY).naive_utc())
    .execute(conn)?;
    Ok(())
}

/// The contacts and people of the rows under a lease.
fn at_work(conn: &mut DbConnection, queue: Queue, now: DateTime<Utc>) -> Result<HashSet<Vec<u8>>, DbError> {
    let (table, is_open, identity) = (queue.table(), queue.is_open(), identity_of(conn, queue));
    let held: Vec<Held> = diesel::sql_query(format!(
        "SELECT contact_hash, {identity} AS identity_hash FROM {table} WHERE lease_until > $1 AND {is_open}"
    ))
    .bind::<Timestamp, _>(now.naive_utc())
    .load(conn)?;
    let hashes = held
        .into_iter()
        .flat_map(|row| [row.contact_hash, row.identity_hash.unwrap_or_default()]);
    Ok(hashes.filter(|hash| !hash.is_empty()).collect())
}

/// The column with the person's hash. A message has none: its contact is enough.
fn identity_of(conn: &DbConnection, queue: Queue) -> &'static str {
    match (queue, conn) {
        (Queue::AccessRequests, _) => "identity_hash",
        (Queue::Messages(_), DbConnection::Postgres(_)) => "NULL::bytea",
        (Queue::Messages(_), DbConnection::Sqlite(_)) => "NULL",
    }
}

/// The due rows after a position in the queue that are not under a lease, except rows of these contacts and people. The
/// engine skips their rows, which may be many, without returning them. PostgreSQL locks the returned rows
/// until the claim commits, and another worker's claim skips them; SQLite's transaction already holds the only write
/// lock.
fn due_after(
    conn: &mut DbConnection,
    queue: Queue,
    (now, after): (DateTime<Utc>, &(NaiveDateTime, String)),
    (busy, limit): (&HashSet<Vec<u8>>, usize),
) -> Result<Vec<Waiting>, DbError> {
    let (skip_locked, open, close) = match conn {
        DbConnection::Postgres(_) => ("FOR UPDATE SKIP LOCKED", r"'\x", "'::bytea"),
        DbConnection::Sqlite(_) => ("", "x'", "'"),
    };
    // Written as literals, because their number varies. They contain hexadecimal digits only.
    let busy: Vec<String> = busy
        .iter()
        .map(|hash| format!("{open}{}{close}", hex(hash)))
        .collect();
    let (table, is_open, identity) = (queue.table(), queue.is_open(), identity_of(conn, queue));
    let others = match busy.as_slice() {
        [] => String::new(),
        busy => {
            let busy = busy.join(", ");
            format!("AND contact_hash NOT IN ({busy}) AND ({identity} IS NULL OR {identity} NOT IN ({busy}))")
        }
    };
    let statement = format!(
        "SELECT id, contact_hash, {identity} AS identity_hash, next_try_at FROM {table} WHERE {is_open} \
         AND (next_try_at, id) > ($1, $2) AND next_try_at <= $3 {others} \
         AND (lease_until IS NULL OR lease_until <= $4) ORDER BY next_try_at, id LIMIT $5 {skip_locked}"
    );
    Ok(diesel::sql_query(statement)
        .bind::<Timestamp, _>(after.0)
        .bind::<Text, _>(&after.1)
        .bind::<Timestamp, _>(now.naive_utc())
        .bind::<Timestamp, _>(now.naive_utc())
        .bind::<BigInt, _>(i64::try_from(limit).unwrap_or(i64::MAX))
        .load(conn)?)
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// PostgreSQL takes all rows in one round trip; SQLite prepares one statement for any number of rows.
fn take(
    conn: &mut DbConnection,
    queue: Queue,
    worker: &Worker,
    (now, ids): (DateTime<Utc>, &[String]),
) -> Result<(), DbError> {
    let lease_until = (now + worker.lease).naive_utc();
    let update = |condition: &str| {
        diesel::sql_query(format!(
            "UPDATE {} SET lease_owner = $1, lease_until = $2, attempts = attempts + 1 WHERE {condition}",
            queue.table()
        ))
        .bind::<Text, _>(&worker.id)
        .bind::<Timestamp, _>(lease_until)
    };
    match conn {
        DbConnection::Postgres(_) if ids.is_empty() => {}
        DbConnection::Postgres(conn) => {
            update("id = ANY($3)").bind::<Array<Text>, _>(ids).execute(conn)?;
        }
        DbConnection::Sqlite(conn) => {
            for id in ids {
                update("id = $3").bind::<Text, _>(id).execute(conn)?;
            }
        }
    }
    Ok(())
}
