//! Claims due rows for a worker in such a way that a contact with many rows delays no other contact.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Text, Timestamp};

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
    #[diesel(sql_type = Timestamp)]
    next_try_at: NaiveDateTime,
}

#[derive(QueryableByName)]
struct Held {
    #[diesel(sql_type = Binary)]
    contact_hash: Vec<u8>,
}

/// Claims up to `limit` due rows, the longest due first, one for each contact, and counts the attempt. A contact with a
/// row under a lease waits. Only the contact's hash is readable here; the person's data are in the sealed payload.
pub fn claim(
    conn: &mut DbConnection,
    queue: Queue,
    worker: &Worker,
    now: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<String>, DbError> {
    bring_forward(conn, queue, now)?;
    let mut contacts = contacts_at_work(conn, queue, now)?;
    let mut chosen = Vec::new();
    let mut after = (DateTime::UNIX_EPOCH.naive_utc(), String::new());
    let look = limit * ROWS_OF_A_PLACE;
    loop {
        let rows = due_after(conn, queue, (now, &after), (&contacts, look))?;
        let has_more = rows.len() == look;
        if let Some(last) = rows.last() {
            after = (last.next_try_at, last.id.clone());
        }
        // Rows without a contact hash do not share a contact.
        let mut is_next =
            |row: &Waiting| row.contact_hash.is_empty() || contacts.insert(row.contact_hash.clone());
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

fn contacts_at_work(
    conn: &mut DbConnection,
    queue: Queue,
    now: DateTime<Utc>,
) -> Result<HashSet<Vec<u8>>, DbError> {
    let (table, is_open) = (queue.table(), queue.is_open());
    let held: Vec<Held> = diesel::sql_query(format!(
        "SELECT contact_hash FROM {table} WHERE lease_until > $1 AND {is_open}"
    ))
    .bind::<Timestamp, _>(now.naive_utc())
    .load(conn)?;
    let hashes = held.into_iter().map(|row| row.contact_hash);
    Ok(hashes.filter(|hash| !hash.is_empty()).collect())
}

/// The due rows after a position in the queue that are not under a lease, except rows of these contacts. The engine
/// skips the rows of these contacts, which may be many, without returning them. PostgreSQL locks the returned rows
/// until the claim commits, and another worker's claim skips them; SQLite's transaction already holds the only write
/// lock.
fn due_after(
    conn: &mut DbConnection,
    queue: Queue,
    (now, after): (DateTime<Utc>, &(NaiveDateTime, String)),
    (contacts, limit): (&HashSet<Vec<u8>>, usize),
) -> Result<Vec<Waiting>, DbError> {
    let (skip_locked, open, close) = match conn {
        DbConnection::Postgres(_) => ("FOR UPDATE SKIP LOCKED", r"'\x", "'::bytea"),
        DbConnection::Sqlite(_) => ("", "x'", "'"),
    };
    // Written as literals, because their number varies. They contain hexadecimal digits only.
    let contacts: Vec<String> = contacts
        .iter()
        .map(|hash| format!("{open}{}{close}", hex(hash)))
        .collect();
    let others = match contacts.as_slice() {
        [] => String::new(),
        contacts => format!("AND contact_hash NOT IN ({})", contacts.join(", ")),
    };
    let (table, is_open) = (queue.table(), queue.is_open());
    let statement = format!(
        "SELECT id, contact_hash, next_try_at FROM {table} WHERE {is_open} \
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

fn take(
    conn: &mut DbConnection,
    queue: Queue,
    worker: &Worker,
    (now, ids): (DateTime<Utc>, &[String]),
) -> Result<(), DbError> {
    let statement = format!(
        "UPDATE {} SET lease_owner = $1, lease_until = $2, attempts = attempts + 1 WHERE id = $3",
        queue.table()
    );
    for id in ids {
        diesel::sql_query(&statement)
            .bind::<Text, _>(&worker.id)
            .bind::<Timestamp, _>((now + worker.lease).naive_utc())
            .bind::<Text, _>(id)
            .execute(conn)?;
    }
    Ok(())
}
