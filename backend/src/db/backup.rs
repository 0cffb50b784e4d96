//! A copy of the whole SQLite database, made while it is in use, and the check of such a copy.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::SqliteConnection;

use super::connection::{self, Purpose};
use super::{DbConnection, DbError, generation, migrate};

/// What a copy contains.
pub struct Contents {
    pub counts: Vec<(&'static str, i64)>,
    /// The newest migration.
    pub schema: String,
}

/// Rows that the operator can compare with the original's.
const COUNTED: [(&str, &str); 6] = [
    ("patients", "SELECT count(*) AS value FROM patient"),
    ("immunizations", "SELECT count(*) AS value FROM immunization"),
    ("reports", "SELECT count(*) AS value FROM report"),
    (
        "open requests",
        "SELECT count(*) AS value FROM access_request WHERE state = 'open'",
    ),
    (
        "open messages",
        "SELECT count(*) AS value FROM message WHERE state = 'open'",
    ),
    ("links", "SELECT count(*) AS value FROM access_link"),
];

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Copies one snapshot of the database to a new file, and marks the copy: a process that opens it knows that it was
/// restored. Writers go on meanwhile.
pub fn copy_to(conn: &mut SqliteConnection, file: &Path) -> Result<(), DbError> {
    // SQLite writes into an empty file that is there, and its owner alone can read this one from the first byte on.
    connection::create_owner_only(file)
        .map_err(|error| DbError::Unreadable(file.display().to_string(), error.to_string()))?;
    diesel::sql_query("VACUUM INTO $1")
        .bind::<Text, _>(file.display().to_string())
        .execute(conn)?;
    let mut copy = DbConnection::Sqlite(connection::open_sqlite(file, Purpose::Write)?);
    generation::mark_as_copy(&mut copy)?;
    // One file, without a log beside it.
    copy.batch_execute("PRAGMA journal_mode = DELETE")?;
    Ok(())
}

/// Reads the whole copy. The texts of an error name the file and what is damaged, and no content.
pub fn verify(file: &Path) -> Result<Contents, DbError> {
    read(file).map_err(|error| match error {
        DbError::Unreadable(..) | DbError::NewerSchema(_) => error,
        error => DbError::Unreadable(file.display().to_string(), error.to_string()),
    })
}

/// Whether the file begins as `pg_dump --format=custom` writes it.
fn is_postgres_dump(file: &Path) -> io::Result<bool> {
    let mut begin = Vec::new();
    File::open(file)?.take(5).read_to_end(&mut begin)?;
    Ok(begin == b"PGDMP")
}

fn read(file: &Path) -> Result<Contents, DbError> {
    let name = file.display().to_string();
    let damaged = |what: String| DbError::Unreadable(name.clone(), what);
    if !file.is_file() {
        return Err(damaged("there is no such file".to_owned()));
    }
    if is_postgres_dump(file).map_err(|error| damaged(error.to_string()))? {
        return Err(damaged(
            "it is a dump of PostgreSQL; restore it with pg_restore into an empty database, and check it there with \
             `myvax registry count`"
                .to_owned(),
        ));
    }
    let mut conn = connection::open_sqlite(file, Purpose::Read)?;
    let integrity: Vec<Line> =
        diesel::sql_query("SELECT integrity_check AS line FROM pragma_integrity_check").load(&mut conn)?;
    if integrity.iter().any(|found| found.line != "ok") {
        return Err(damaged("its pages are damaged".to_owned()));
    }
    let orphans: Vec<Line> =
        diesel::sql_query("SELECT DISTINCT \"table\" AS line FROM pragma_foreign_key_check")
            .load(&mut conn)?;
    if let Some(orphan) = orphans.first() {
        return Err(damaged(format!("rows of {} refer to missing rows", orphan.line)));
    }
    let schema = migrate::newest_applied(&mut conn)?
        .ok_or_else(|| damaged("it is no database of this program".to_owned()))?;
    let mut counts = Vec::new();
    for (name, query) in COUNTED {
        let number: Number = diesel::sql_query(query).get_result(&mut conn)?;
        counts.push((name, number.value));
    }
    Ok(Contents { counts, schema })
}
