//! Opening a database in an unexpected state.

use backend::db::{Database, DatabaseUrl, DbError};
use diesel::RunQueryDsl;

use crate::helpers::database::{TestDatabase, is_postgres};

fn url(database: &TestDatabase) -> DatabaseUrl {
    DatabaseUrl::parse(&database.url).unwrap()
}

#[test]
fn opening_twice_migrates_once() {
    let database = TestDatabase::new();
    Database::open(&url(&database)).unwrap();
    Database::open(&url(&database)).unwrap();
}

#[test]
fn two_processes_may_migrate_at_once() {
    let database = TestDatabase::new();
    let url = url(&database);
    std::thread::scope(|scope| {
        let starts: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| Database::open(&url).map(drop)))
            .collect();
        for start in starts {
            start.join().unwrap().unwrap();
        }
    });
}

#[test]
fn a_newer_schema_is_refused() {
    let database = TestDatabase::new();
    let open = Database::open(&url(&database)).unwrap();
    open.write_blocking(|conn| {
        Ok(
            diesel::sql_query("INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000001')")
                .execute(conn)?,
        )
    })
    .unwrap();
    let error = Database::open(&url(&database)).err().expect("refused");
    assert!(matches!(error, DbError::NewerSchema(_)), "{error}");
    assert!(error.to_string().contains("newer version"));
}

#[test]
fn a_file_that_is_no_database_is_named() {
    if is_postgres() {
        let nowhere = DatabaseUrl::parse("postgres://nobody@127.0.0.1:1/none").unwrap();
        let error = Database::open(&nowhere).err().expect("refused").to_string();
        assert!(error.contains("PostgreSQL cannot be opened"), "{error}");
        return;
    }
    let database = TestDatabase::new();
    let path = database.url.strip_prefix("sqlite://").unwrap().to_owned();
    std::fs::write(
        &path,
        "this is a letter to my aunt, and no database at all".repeat(50),
    )
    .unwrap();
    let error = Database::open(&url(&database))
        .err()
        .expect("refused")
        .to_string();
    assert!(
        error.contains(&path) && error.contains("not a database"),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    if is_postgres() {
        return;
    }
    let database = TestDatabase::new();
    Database::open(&url(&database)).unwrap();
    let mode = std::fs::metadata(database.url.strip_prefix("sqlite://").unwrap())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_that_wait_take_no_thread_from_readers() {
    if is_postgres() {
        // PostgreSQL's connections serve both reads and writes.
        return;
    }
    let database = TestDatabase::new();
    let open = Database::open(&url(&database)).unwrap();
    let (release, held) = std::sync::mpsc::channel::<()>();
    let mut writers = tokio::task::JoinSet::new();
    let one = open.clone();
    writers.spawn(async move { one.write(move |_| Ok(held.recv().is_ok())).await });
    // More writers than the runtime has threads for blocking work, which are 512.
    for _ in 0..600 {
        let one = open.clone();
        writers.spawn(async move { one.write(|_| Ok(true)).await });
    }
    let begin = std::time::Instant::now();
    for _ in 0..20 {
        tokio::task::yield_now().await;
        open.read(|_| Ok(())).await.unwrap();
    }
    assert!(
        begin.elapsed() < std::time::Duration::from_secs(4),
        "{:?}",
        begin.elapsed()
    );
    release.send(()).unwrap();
    while let Some(written) = writers.join_next().await {
        assert!(written.unwrap().is_ok());
    }
}
