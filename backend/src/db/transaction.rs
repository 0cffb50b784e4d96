//! Transactions: begin, work, and commit or roll back.

use diesel::connection::SimpleConnection;

use super::connection::PooledDb;
use super::{DbConnection, DbError};

/// SQLite takes the write lock at the beginning: a transaction that reads first and writes later fails under load
/// instead of waiting.
pub fn writing<T>(
    pooled: &mut PooledDb,
    work: impl FnOnce(&mut DbConnection) -> Result<T, DbError>,
) -> Result<T, DbError> {
    let begin = pooled.conn.begin_writing();
    within(pooled, begin, work)
}

/// Runs queries outside a transaction where that saves round trips; each may read another snapshot.
pub fn reading<T>(
    pooled: &mut PooledDb,
    work: impl FnOnce(&mut DbConnection) -> Result<T, DbError>,
) -> Result<T, DbError> {
    match &pooled.conn {
        DbConnection::Postgres(_) => {
            let result = work(&mut pooled.conn);
            pooled.note(&result);
            result
        }
        DbConnection::Sqlite(_) => within(pooled, "BEGIN", work),
    }
}

/// Runs queries that all read one snapshot.
pub fn at_one_moment<T>(
    pooled: &mut PooledDb,
    work: impl FnOnce(&mut DbConnection) -> Result<T, DbError>,
) -> Result<T, DbError> {
    let begin = match &pooled.conn {
        DbConnection::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        DbConnection::Sqlite(_) => "BEGIN",
    };
    within(pooled, begin, work)
}

fn within<T>(
    pooled: &mut PooledDb,
    begin: &str,
    work: impl FnOnce(&mut DbConnection) -> Result<T, DbError>,
) -> Result<T, DbError> {
    let conn = &mut pooled.conn;
    let result = conn.batch_execute(begin).map_err(DbError::from);
    let result = result.and_then(|()| {
        let done = work(conn).and_then(|value| {
            conn.batch_execute("COMMIT")?;
            Ok(value)
        });
        // After some failures (disk full) SQLite has already rolled back, and ROLLBACK fails; the caller needs the
        // first error.
        done.inspect_err(|_| drop(conn.batch_execute("ROLLBACK")))
    });
    pooled.note(&result);
    result
}
