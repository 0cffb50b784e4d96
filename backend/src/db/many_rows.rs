//! Writes many rows of one table: PostgreSQL takes them in few statements, because each is a round trip; SQLite runs
//! one prepared statement for each row.

/// PostgreSQL takes up to 65,535 values in one statement, and the widest table has 16 columns.
pub const ROWS_OF_A_STATEMENT: usize = 2_000;

/// Inserts new rows.
macro_rules! insert_rows {
    ($conn:expr, $table:expr, $rows:expr) => {
        match $conn {
            _ if $rows.is_empty() => {}
            $crate::db::DbConnection::Postgres(conn) => {
                diesel::copy_from($table)
                    .from_insertable($rows.to_vec())
                    .execute(conn)?;
            }
            $crate::db::DbConnection::Sqlite(conn) => {
                for row in $rows {
                    diesel::insert_into($table).values(*row).execute(conn)?;
                }
            }
        }
    };
}

/// Replaces existing rows, found by `$key`. It avoids UPDATE, for which diesel caches no prepared statement: PostgreSQL
/// inserts many rows at once and sets `$set` on conflict, SQLite replaces each row with a prepared statement.
macro_rules! update_rows {
    ($conn:expr, $table:expr, $rows:expr, $key:expr, $set:expr) => {
        match $conn {
            $crate::db::DbConnection::Postgres(conn) => {
                for rows in $rows.chunks($crate::db::many_rows::ROWS_OF_A_STATEMENT) {
                    diesel::insert_into($table)
                        .values(rows.to_vec())
                        .on_conflict($key)
                        .do_update()
                        .set($set)
                        .execute(conn)?;
                }
            }
            $crate::db::DbConnection::Sqlite(conn) => {
                for row in $rows {
                    diesel::replace_into($table).values(*row).execute(conn)?;
                }
            }
        }
    };
}
