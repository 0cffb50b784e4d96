//! The counters of the limits. A counter restricts nothing from `expires_at` on, and is then purged.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::schema::limit_counter;
use super::{DbConnection, DbError};

/// The counts of one subject as JSON. The key is a keyed hash.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = limit_counter)]
pub struct CounterRow {
    pub key: String,
    pub counts: String,
    pub expires_at: NaiveDateTime,
}

/// The counters with these keys that exist.
pub fn find(conn: &mut DbConnection, keys: &[String]) -> Result<Vec<CounterRow>, DbError> {
    Ok(limit_counter::table
        .filter(limit_counter::key.eq_any(keys))
        .select(CounterRow::as_select())
        .load(conn)?)
}

/// The counters whose keys begin with this text, which has no `%` or `_`.
pub fn beginning_with(conn: &mut DbConnection, beginning: &str) -> Result<Vec<CounterRow>, DbError> {
    Ok(limit_counter::table
        .filter(limit_counter::key.like(format!("{beginning}%")))
        .select(CounterRow::as_select())
        .load(conn)?)
}

/// The counters with these keys; no other transaction changes them before this one ends. The order of the keys is the
/// same in every transaction, so two of them never wait for each other.
pub fn lock(
    conn: &mut DbConnection,
    keys: &[String],
    now: DateTime<Utc>,
) -> Result<Vec<CounterRow>, DbError> {
    let DbConnection::Postgres(conn) = conn else {
        // A writing transaction of SQLite is alone.
        return find(conn, keys);
    };
    let mut keys = keys.to_vec();
    keys.sort();
    // A row that does not exist cannot be locked, so an empty one is created.
    let empty = keys.into_iter().map(|key| CounterRow {
        key,
        counts: "{}".to_owned(),
        expires_at: now.naive_utc(),
    });
    Ok(diesel::insert_into(limit_counter::table)
        .values(empty.collect::<Vec<_>>())
        .on_conflict(limit_counter::key)
        .do_update()
        .set(limit_counter::key.eq(excluded(limit_counter::key)))
        .returning(CounterRow::as_returning())
        .get_results(conn)?)
}

/// Writes the counters, whose keys the transaction has locked.
pub fn store(conn: &mut DbConnection, rows: &[&CounterRow]) -> Result<(), DbError> {
    update_rows!(
        conn,
        limit_counter::table,
        rows,
        limit_counter::key,
        (
            limit_counter::counts.eq(excluded(limit_counter::counts)),
            limit_counter::expires_at.eq(excluded(limit_counter::expires_at)),
        )
    );
    Ok(())
}

/// Up to `most` keys of counters that restrict nothing any more.
pub fn expired(conn: &mut DbConnection, now: DateTime<Utc>, most: i64) -> Result<Vec<String>, DbError> {
    Ok(limit_counter::table
        .filter(limit_counter::expires_at.lt(now.naive_utc()))
        .limit(most)
        .select(limit_counter::key)
        .load(conn)?)
}

/// Deletes those of the counters that have not counted again since they were found.
pub fn delete(conn: &mut DbConnection, keys: &[String], now: DateTime<Utc>) -> Result<(), DbError> {
    let expired = limit_counter::table
        .filter(limit_counter::key.eq_any(keys))
        .filter(limit_counter::expires_at.lt(now.naive_utc()));
    diesel::delete(expired).execute(conn)?;
    Ok(())
}
