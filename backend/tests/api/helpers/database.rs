//! A separate database for each test, deleted afterwards.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::prelude::*;
use tempfile::TempDir;

static NEXT: AtomicU32 = AtomicU32::new(0);

pub struct TestDatabase {
    pub url: String,
    /// Removes the folder when the test ends.
    _folder: Option<TempDir>,
}

/// True when the tests run on PostgreSQL.
pub fn is_postgres() -> bool {
    match std::env::var("MYVAX_TEST_DATABASE").as_deref() {
        Ok("postgres") => true,
        Ok("sqlite") | Err(_) => false,
        Ok(other) => panic!("MYVAX_TEST_DATABASE is {other}: use sqlite or postgres"),
    }
}

impl TestDatabase {
    pub fn new() -> Self {
        if is_postgres() {
            Self::postgres()
        } else {
            Self::sqlite()
        }
    }

    fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("myvax.db").display());
        Self {
            url,
            _folder: Some(folder),
        }
    }

    /// A restored copy, in a place of its own.
    pub fn restored(copy: &Path) -> Self {
        let restored = Self::sqlite();
        std::fs::copy(copy, restored.path()).unwrap();
        restored
    }

    fn path(&self) -> &str {
        self.url
            .strip_prefix("sqlite://")
            .expect("only a SQLite database is one file")
    }

    /// A new database in the cluster that `make test` started; the whole cluster is deleted at the end.
    fn postgres() -> Self {
        let cluster =
            std::env::var("MYVAX_TEST_POSTGRES_URL").expect("make test sets MYVAX_TEST_POSTGRES_URL");
        let cluster = cluster.trim_end_matches("/postgres");
        let name = format!(
            "myvax_{}_{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::SeqCst)
        );
        let mut admin = PgConnection::establish(&format!("{cluster}/postgres")).unwrap();
        diesel::sql_query(format!("CREATE DATABASE {name}"))
            .execute(&mut admin)
            .unwrap();
        Self {
            url: format!("{cluster}/{name}"),
            _folder: None,
        }
    }

    /// The same database for another machine. The first value deletes it.
    pub fn shared(&self) -> Self {
        Self {
            url: self.url.clone(),
            _folder: None,
        }
    }

    /// The SQLite file with its write-ahead log, as a thief of the disk would read them.
    pub fn bytes_on_disk(&self) -> Vec<u8> {
        let path = self.path();
        let mut bytes = std::fs::read(path).unwrap();
        bytes.extend(std::fs::read(format!("{path}-wal")).unwrap_or_default());
        bytes
    }
}
