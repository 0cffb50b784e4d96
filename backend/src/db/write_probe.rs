//! The single row of `write_probe`: a write to it shows whether the database accepts writes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::write_probe;
use super::{DbConnection, DbError};

/// The migration inserts this row.
const ROW: i32 = 1;

pub fn write(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<(), DbError> {
    diesel::update(write_probe::table.find(ROW))
        .set(write_probe::written_at.eq(now.naive_utc()))
        .execute(conn)?;
    Ok(())
}
