//! Begin, work, commit; or roll back.

use diesel::connection::SimpleConnection;

use super::connection::PooledDb;
use super::{DbConnection, DbError};

/// SQLite takes the write lock at once: a transaction that begins by reading and then writes fails under load instead of
/// waiting.
pub fn writing<T>(
    pooled: &mut PooledDb,
    work: impl FnOnce(&mut DbConnection) -> Result<T, DbError>,
) -> Result<T, DbError> {
    let begin = pooled.conn.begin_writing();
    within(pooled, begin, work)
}

/// Asks questions that each may see another moment, where that saves round trips.
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

/// Asks questions that all see one moment.
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
        // After some failures (disk full) SQLite has rolled back by itself and says so; the first error is the one to
        // tell.
        done.inspect_err(|_| drop(conn.batch_execute("ROLLBACK")))
    });
    pooled.note(&result);
    result
}
