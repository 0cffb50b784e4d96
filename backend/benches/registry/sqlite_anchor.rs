//! SQLite: a throwaway file, and a bare insert of the rows of an import.

use std::path::PathBuf;
use std::time::Instant;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::import::{Bare, Engine, ROWS_OF_A_TRANSACTION, TABLES, ordered_by};
use crate::registry::opened;

pub struct Sqlite {
    pub folder: PathBuf,
}

impl Engine for Sqlite {
    fn name(&self) -> &'static str {
        "SQLite"
    }

    fn fresh(&self, name: &str) -> String {
        self.throw_away(name);
        format!("sqlite://{}", self.path(name).display())
    }

    fn throw_away(&self, name: &str) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.path(name).display()));
        }
    }

    fn bare_insert(&self, source: &str) -> Bare {
        self.throw_away("bare");
        drop(opened(&self.path("bare")));
        let source = Connection::open(self.path(source)).unwrap();
        let target = Connection::open(self.path("bare")).unwrap();
        target
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536")
            .unwrap();
        let mut bare = Bare::default();
        for table in TABLES {
            let mut select = source
                .prepare(&format!("SELECT * FROM {table} ORDER BY {}", ordered_by(table)))
                .unwrap();
            let columns = select.column_count();
            let places = vec!["?"; columns].join(", ");
            let insert = format!("INSERT INTO {table} VALUES ({places})");
            let mut rows = select.query([]).unwrap();
            loop {
                let mut batch: Vec<Vec<Value>> = Vec::with_capacity(ROWS_OF_A_TRANSACTION);
                while batch.len() < ROWS_OF_A_TRANSACTION
                    && let Some(row) = rows.next().unwrap()
                {
                    batch.push((0..columns).map(|column| row.get_unwrap(column)).collect());
                }
                if batch.is_empty() {
                    break;
                }
                bare.rows += batch.len();
                let start = Instant::now();
                target.execute_batch("BEGIN IMMEDIATE").unwrap();
                let mut statement = target.prepare_cached(&insert).unwrap();
                for row in batch {
                    statement.execute(params_from_iter(row)).unwrap();
                }
                target.execute_batch("COMMIT").unwrap();
                bare.spent += start.elapsed();
            }
        }
        drop(target);
        self.throw_away("bare");
        bare
    }
}

impl Sqlite {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.db"))
    }
}
