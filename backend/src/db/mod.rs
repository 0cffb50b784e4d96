//! All SQL: the connection, the schema, and one file for each table with one function for each question. SQLite has one
//! writer and a pool of readers; PostgreSQL has one pool for both.

/// Runs a statement on the connection of the database's own backend, for statements that run millions of times: the
/// connection over both backends builds the SQL text each time and prepares it again.
macro_rules! per_backend {
    ($conn:expr, |$engine:ident| $run:expr) => {
        match $conn {
            $crate::db::DbConnection::Postgres($engine) => $run,
            $crate::db::DbConnection::Sqlite($engine) => $run,
        }
    };
}

#[macro_use]
mod many_rows;

pub mod access_links;
pub mod access_requests;
pub mod backup;
pub mod claim;
pub mod codes;
pub mod connection;
pub mod contacts;
pub mod data_quality;
mod error;
pub mod generation;
pub mod help_desk;
pub mod immunizations;
pub mod lease;
pub mod limit_counters;
pub mod messages;
pub mod migrate;
pub mod notices;
pub mod patients;
mod pool;
pub mod queue_state;
pub mod registry_state;
pub mod reports;
mod schema;
pub mod sender_accounts;
pub mod sender_records;
pub mod sender_tallies;
pub mod separations;
pub mod serving_lock;
pub mod signing_keys;
pub mod time;
mod transaction;
pub mod tries;
pub mod used_challenges;
pub mod write_probe;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use connection::{Connector, Purpose};
pub use connection::{DatabaseUrl, DbConnection, STATEMENT_TIME_OUT};
pub use error::DbError;
use pool::Connections;
use prometheus::{Histogram, HistogramOpts};

/// The names of the pools.
const WRITER: &str = "writer";
const READERS: &str = "readers";
const BOTH: &str = "all";

/// Upper bounds in seconds. A caller that waits for 5 gets an error.
const WAIT_SECONDS: [f64; 7] = [0.001, 0.005, 0.025, 0.1, 0.5, 2.0, 5.0];

/// The sizes and limits of the connections.
#[derive(Clone, Copy)]
pub struct ConnectionLimits {
    /// Connections to PostgreSQL.
    pub postgres: u32,
    /// Connections that read a SQLite file; a single one writes.
    pub sqlite_readers: u32,
    pub statement_time_out: Option<Duration>,
}

impl Default for ConnectionLimits {
    /// The limits of a command. A count of a large registry takes long.
    fn default() -> Self {
        Self {
            postgres: 10,
            sqlite_readers: 4,
            statement_time_out: None,
        }
    }
}

/// The open database. Clones share the connections.
#[derive(Clone)]
pub struct Database {
    writers: Connections,
    readers: Connections,
    /// SQLite's file; `None` if a server has the database.
    file: Option<Arc<PathBuf>>,
}

/// The connections of one pool, for the operator.
pub struct PoolState {
    pub name: &'static str,
    pub connections: u32,
    pub in_use: usize,
    /// How long callers waited for a connection.
    pub waits: Histogram,
}

impl Database {
    /// Opens the database, creates it if necessary, and migrates it to the current schema.
    pub fn open(url: &DatabaseUrl) -> Result<Self, DbError> {
        Self::open_with(url, ConnectionLimits::default())
    }

    /// `open` for a process that serves.
    pub fn open_with(url: &DatabaseUrl, limits: ConnectionLimits) -> Result<Self, DbError> {
        let mut first = connection::open(url, Purpose::Write)?;
        migrate::migrate(&mut first)?;
        drop(first);
        Self::with_pools(url, limits)
    }

    /// The database as it is, for a command that only looks: nothing is migrated. None if there is no such file yet.
    pub fn unmigrated(url: &DatabaseUrl) -> Result<Option<Self>, DbError> {
        if matches!(url, DatabaseUrl::Sqlite(file) if !file.exists()) {
            return Ok(None);
        }
        drop(connection::open(url, Purpose::Read)?);
        Self::with_pools(url, ConnectionLimits::default()).map(Some)
    }

    /// Whether the schema is the one of this program. A newer one is an error.
    pub fn has_current_schema(&self) -> Result<bool, DbError> {
        self.read_blocking(migrate::is_current)
    }

    fn with_pools(url: &DatabaseUrl, limits: ConnectionLimits) -> Result<Self, DbError> {
        let may_go_away = matches!(url, DatabaseUrl::Postgres(_));
        let pool = |name, purpose, size| {
            let connector = Connector {
                url: url.clone(),
                purpose,
                statement_time_out: limits.statement_time_out,
            };
            Connections::new(connector, size, may_go_away, waits_of(name))
        };
        Ok(match url {
            DatabaseUrl::Sqlite(file) => Self {
                writers: pool(WRITER, Purpose::Write, 1)?,
                readers: pool(READERS, Purpose::Read, limits.sqlite_readers)?,
                file: Some(Arc::new(file.clone())),
            },
            DatabaseUrl::Postgres(_) => {
                let both = pool(BOTH, Purpose::Write, limits.postgres)?;
                Self {
                    writers: both.clone(),
                    readers: both,
                    file: None,
                }
            }
        })
    }

    /// Whether the database is on a server, with a clock of its own.
    pub const fn has_a_server(&self) -> bool {
        self.file.is_none()
    }

    /// The file of the database, if no server has it.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| file.as_path())
    }

    /// Each pool: the writer and the readers of SQLite, or the one of PostgreSQL.
    pub fn pools(&self) -> Vec<PoolState> {
        let state = |name, pool: &Connections| {
            let (connections, in_use) = pool.size_and_use();
            PoolState {
                name,
                connections,
                in_use,
                waits: pool.waits().clone(),
            }
        };
        if self.has_a_server() {
            vec![state(BOTH, &self.writers)]
        } else {
            vec![state(WRITER, &self.writers), state(READERS, &self.readers)]
        }
    }

    /// Runs one transaction that writes. It commits when `work` returns `Ok`, durably before this returns.
    pub async fn write<T, F>(&self, work: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, DbError> + Send + 'static,
    {
        self.writers
            .run(|pooled| transaction::writing(pooled, work))
            .await
    }

    /// Runs queries. On SQLite all of them read one snapshot. On PostgreSQL each reads what is committed when it
    /// starts, as under the default isolation level, without the two round trips of a transaction.
    pub async fn read<T, F>(&self, work: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, DbError> + Send + 'static,
    {
        self.readers
            .run(|pooled| transaction::reading(pooled, work))
            .await
    }

    /// Runs queries that all read one snapshot, on both engines.
    pub async fn read_at_one_moment<T, F>(&self, work: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, DbError> + Send + 'static,
    {
        self.readers
            .run(|pooled| transaction::at_one_moment(pooled, work))
            .await
    }

    /// Copies SQLite's write-ahead log into the file and truncates it, so that neither holds erased data. False if a
    /// reader prevented that. PostgreSQL recycles its own log.
    pub async fn empty_the_log(&self) -> Result<bool, DbError> {
        self.writers
            .run(|pooled| match &mut pooled.conn {
                DbConnection::Sqlite(conn) => connection::empty_the_log(conn),
                DbConnection::Postgres(_) => Ok(true),
            })
            .await
    }

    /// Copies SQLite's database to a new file while it is in use. False on PostgreSQL, whose own tools do that.
    pub fn copy_to(&self, file: &Path) -> Result<bool, DbError> {
        let pooled = &mut *self.writers.connection()?;
        match &mut pooled.conn {
            DbConnection::Sqlite(conn) => backup::copy_to(conn, file).map(|()| true),
            DbConnection::Postgres(_) => Ok(false),
        }
    }

    /// `write` for commands, which have no event loop to block.
    pub fn write_blocking<T>(
        &self,
        work: impl FnOnce(&mut DbConnection) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        transaction::writing(&mut *self.writers.connection()?, work)
    }

    /// Runs queries for a command, which has no event loop to block. All of them read one snapshot.
    pub fn read_blocking<T>(
        &self,
        work: impl FnOnce(&mut DbConnection) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        transaction::at_one_moment(&mut *self.readers.connection()?, work)
    }
}

fn waits_of(pool: &str) -> Histogram {
    let options = HistogramOpts::new(
        "myvax_database_wait_seconds",
        "How long calls waited for a connection of the pool.",
    );
    let options = options.buckets(WAIT_SECONDS.into()).const_label("pool", pool);
    Histogram::with_opts(options).expect("the names of the metric and its label are valid")
}
