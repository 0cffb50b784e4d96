//! The schema, embedded in the binary; every start migrates the database to it.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource, MigrationVersion};
use diesel::prelude::*;
use diesel::sqlite::SqliteConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{DbConnection, DbError};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// An arbitrary constant: two processes that start at once must not both migrate.
const ADVISORY_LOCK: &str = "SELECT pg_advisory_xact_lock(7021973)";

/// Runs the missing migrations in one transaction. A schema with an unknown migration is refused.
pub fn migrate(conn: &mut DbConnection) -> Result<(), DbError> {
    let source = match conn {
        DbConnection::Postgres(_) => POSTGRES,
        DbConnection::Sqlite(_) => SQLITE,
    };
    conn.batch_execute(conn.begin_writing())?;
    let result = missing_steps(conn, &source);
    conn.batch_execute(if result.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    result
}

fn missing_steps(conn: &mut DbConnection, source: &EmbeddedMigrations) -> Result<(), DbError> {
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| DbError::Migration(error.to_string());
    if let DbConnection::Postgres(_) = conn {
        conn.batch_execute(ADVISORY_LOCK)?;
    }
    let applied: BTreeSet<_> = conn.applied_migrations().map_err(failed)?.into_iter().collect();
    let steps: Vec<Box<dyn Migration<_>>> = source.migrations().map_err(failed)?;
    let known: BTreeSet<_> = steps
        .iter()
        .map(|step| step.name().version().as_owned())
        .collect();
    if let Some(newer) = applied.difference(&known).next() {
        return Err(DbError::NewerSchema(newer.to_string()));
    }
    for step in steps
        .iter()
        .filter(|step| !applied.contains(&step.name().version()))
    {
        step.run(conn).map_err(failed)?;
        note(conn, &step.name().version())?;
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Applied {
    #[diesel(sql_type = diesel::sql_types::Text)]
    version: String,
}

/// Whether each migration of this program was run. It only looks, while diesel's own question creates a table. A newer
/// schema is refused.
pub fn is_current(conn: &mut DbConnection) -> Result<bool, DbError> {
    let source = match conn {
        DbConnection::Postgres(_) => POSTGRES,
        DbConnection::Sqlite(_) => SQLITE,
    };
    let steps: Vec<Box<dyn Migration<super::connection::MultiBackend>>> = source
        .migrations()
        .map_err(|error| DbError::Migration(error.to_string()))?;
    let mut missing: BTreeSet<_> = steps
        .iter()
        .map(|step| step.name().version().to_string())
        .collect();
    // Without the table no migration was run.
    let applied = diesel::sql_query("SELECT version FROM __diesel_schema_migrations").load::<Applied>(conn);
    for applied in applied.unwrap_or_default() {
        if !missing.remove(&applied.version) {
            return Err(DbError::NewerSchema(applied.version));
        }
    }
    Ok(missing.is_empty())
}

/// The newest migration of a copy that is only read; none if it is no database of this program. A newer schema is
/// refused.
pub fn newest_applied(conn: &mut SqliteConnection) -> Result<Option<String>, DbError> {
    let tables = diesel::sql_query(
        "SELECT name AS version FROM sqlite_master WHERE name = '__diesel_schema_migrations'",
    );
    if tables.load::<Applied>(conn)?.is_empty() {
        return Ok(None);
    }
    let applied = diesel::sql_query("SELECT version FROM __diesel_schema_migrations ORDER BY version");
    let applied: Vec<Applied> = applied.load(conn)?;
    let steps: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> = SQLITE
        .migrations()
        .map_err(|error| DbError::Migration(error.to_string()))?;
    let is_known = |version: &str| {
        steps
            .iter()
            .any(|step| step.name().version().to_string() == version)
    };
    match applied.iter().find(|applied| !is_known(&applied.version)) {
        Some(newer) => Err(DbError::NewerSchema(newer.version.clone())),
        None => Ok(applied.last().map(|applied| applied.version.clone())),
    }
}

/// Records the migration in the table that diesel's own tools read.
fn note(conn: &mut DbConnection, version: &MigrationVersion<'_>) -> Result<(), DbError> {
    diesel::sql_query("INSERT INTO __diesel_schema_migrations (version) VALUES ($1)")
        .bind::<diesel::sql_types::Text, _>(version.to_string())
        .execute(conn)?;
    Ok(())
}
