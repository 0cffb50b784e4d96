//! Migrations: each can be reverted, and those that rebuild a table keep its rows.

use std::path::{Path, PathBuf};

use backend::db::{Database, DatabaseUrl};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::helpers::database::{TestDatabase, is_postgres};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn open(database: &TestDatabase) -> Database {
    Database::open(&DatabaseUrl::parse(&database.url).unwrap()).unwrap()
}

fn lines(database: &Database, query: &str) -> Vec<String> {
    let query = diesel::sql_query(query);
    let rows = database.read_blocking(|conn| Ok(query.load::<Line>(conn)?));
    rows.unwrap().into_iter().map(|row| row.line).collect()
}

/// The folders of this engine's migrations, newest first.
fn migrations() -> Vec<PathBuf> {
    let engine = if is_postgres() { "postgres" } else { "sqlite" };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(engine);
    let mut folders: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    folders.reverse();
    folders
}

/// Runs `down.sql` and deletes the record that the migration ran.
fn revert(database: &Database, migration: &Path) {
    let name = migration.file_name().unwrap().to_str().unwrap();
    let version = name.split('_').next().unwrap().replace('-', "");
    let down = std::fs::read_to_string(migration.join("down.sql")).unwrap();
    let statements = format!("{down};\nDELETE FROM __diesel_schema_migrations WHERE version = '{version}'");
    database
        .write_blocking(|conn| Ok(conn.batch_execute(&statements)?))
        .unwrap_or_else(|error| panic!("{name}: {error}"));
}

/// Every column and index.
fn schema(database: &Database) -> Vec<String> {
    let (columns, indexes) = if is_postgres() {
        (
            "SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable AS line \
             FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1",
            "SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
        )
    } else {
        (
            "SELECT t.name || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk AS line \
             FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' ORDER BY 1",
            "SELECT sql AS line FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1",
        )
    };
    [lines(database, columns), lines(database, indexes)].concat()
}

#[test]
fn every_migration_can_be_reverted_and_run_again() {
    let database = TestDatabase::new();
    let first = open(&database);
    let before = schema(&first);
    for migration in migrations() {
        revert(&first, &migration);
    }
    assert_eq!(
        lines(&first, "SELECT version AS line FROM __diesel_schema_migrations").len(),
        0
    );
    drop(first);
    assert_eq!(schema(&open(&database)), before);
}

#[test]
fn messages_survive_the_way_back_and_forth() {
    let database = TestDatabase::new();
    let first = open(&database);
    let [hash, sealed] = if is_postgres() {
        [r"'\x0102'", r"'\x03'"]
    } else {
        ["x'0102'", "x'03'"]
    };
    let rows = format!(
        "INSERT INTO message (id, request_id, link_id, channel, kind, locale, contact_hash, sealed_content, state, \
         created_at, give_up_at, closed_at, attempts, next_try_at, lease_owner, lease_until, panics) VALUES \
         ('one:link', 'one', 'link', 'sms', 'link', 'fr', {hash}, {sealed}, 'open', '2026-11-21 01:00:00', \
         '2026-11-23 01:00:00', NULL, 2, '2026-11-21 02:00:00', 'worker', '2026-11-21 02:01:00', 1), \
         ('two:not-found', NULL, NULL, 'email', 'not-found', 'en', {hash}, NULL, 'sent', '2026-11-21 03:00:00', \
         '2026-11-23 03:00:00', '2026-11-21 03:00:01', 1, '2026-11-21 03:00:00', NULL, NULL, 0)"
    );
    first
        .write_blocking(|conn| Ok(conn.batch_execute(&rows)?))
        .unwrap();
    let (as_text, hex) = if is_postgres() {
        ("::text", "encode(contact_hash, 'hex')")
    } else {
        ("", "lower(hex(contact_hash))")
    };
    let columns = [
        "id",
        "request_id",
        "link_id",
        "channel",
        "kind",
        "locale",
        "state",
        "created_at",
        "give_up_at",
        "closed_at",
        "attempts",
        "next_try_at",
        "lease_owner",
        "lease_until",
        "panics",
    ]
    .map(|column| format!("COALESCE({column}{as_text}, '-')"))
    .join(" || ' ' || ");
    let all = format!(
        "SELECT {columns} || ' ' || {hex} || CASE WHEN sealed_content = {sealed} THEN ' sealed' ELSE '' END AS line \
         FROM message ORDER BY id"
    );
    let before = lines(&first, &all);
    assert!(
        before.len() == 2 && before[1].starts_with("two:not-found - - email"),
        "{before:?}"
    );
    let migration = migrations()
        .into_iter()
        .find(|folder| folder.ends_with("2026-11-21-000005_message_without_request"))
        .unwrap();
    revert(&first, &migration);
    let reverted = lines(&first, &all);
    assert_eq!(reverted[0], before[0]);
    assert_eq!(
        reverted[1],
        before[1].replace("two:not-found - -", "two:not-found two -"),
        "the old column cannot be empty, so it contains the first half of the key"
    );
    drop(first);
    assert_eq!(lines(&open(&database), &all), reverted);
}
