//! SQL and nothing else: the connection, the schema, and a file per table with one function per question.
//! SQLite has one writer and a pool of readers; PostgreSQL has one pool for both.

/// Runs a statement on the engine's own connection, for statements that run millions of times: the connection over both
/// engines makes the SQL text anew each time and prepares it again.
macro_rules! on_the_engine {
    ($conn:expr, |$engine:ident| $run:expr) => {
        match $conn {
            $crate::db::DbConnection::Postgres($engine) => $run,
            $crate::db::DbConnection::Sqlite($engine) => $run,
        }
    };
}

pub mod access_links;
pub mod access_requests;
pub mod codes;
pub mod connection;
pub mod contacts;
pub mod data_quality;
mod error;
pub mod immunizations;
pub mod lease;
pub mod messages;
pub mod migrate;
pub mod patients;
mod pool;
pub mod registry_state;
pub mod reports;
mod schema;
pub mod sender_accounts;
pub mod sender_tallies;
pub mod separations;
pub mod signing_keys;
pub mod tries;
pub mod used_challenges;

use std::time::Duration;

use diesel::connection::SimpleConnection;

use connection::{Connector, PooledDb, Purpose};
pub use connection::{DatabaseUrl, DbConnection};
pub use error::DbError;
use pool::Connections;

const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 10;

/// The open database. Clones share the connections.
#[derive(Clone)]
pub struct Database {
    writers: Connections,
    readers: Connections,
}

impl Database {
    /// Opens the database, creating it where it is not there, and brings it to the current schema.
    pub fn open(url: &DatabaseUrl) -> Result<Self, DbError> {
        let mut first = connection::open(url, Purpose::Write)?;
        migrate::migrate(&mut first)?;
        drop(first);
        // A file is there as long as it is open; only a server on the network can have gone away.
        let may_go_away = matches!(url, DatabaseUrl::Postgres(_));
        let pool = |purpose, size| Connections::new(Connector::new(url.clone(), purpose), size, may_go_away);
        Ok(match url {
            DatabaseUrl::Sqlite(_) => Self {
                writers: pool(Purpose::Write, 1)?,
                readers: pool(Purpose::Read, READERS)?,
            },
            DatabaseUrl::Postgres(_) => {
                let both = pool(Purpose::Write, POSTGRES_CONNECTIONS)?;
                Self {
                    writers: both.clone(),
                    readers: both,
                }
            }
        })
    }

    /// Runs one transaction that changes something. It commits when `work` returns `Ok`, durably before this returns.
    pub async fn write<T, F>(&self, work: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, DbError> + Send + 'static,
    {
        self.writers.transaction(work).await
    }

    /// Runs one transaction that only reads.
    pub async fn read<T, F>(&self, work: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, DbError> + Send + 'static,
    {
        self.readers.transaction(work).await
    }

    /// True when a query gets an answer within two seconds.
    pub async fn is_answering(&self) -> bool {
        let question = self.read(|conn| Ok(conn.batch_execute("SELECT 1")?));
        matches!(
            tokio::time::timeout(Duration::from_secs(2), question).await,
            Ok(Ok(()))
        )
    }

    /// Empties SQLite's write-ahead log into the file, so that erased data are in neither. False when a reader kept that
    /// from happening. PostgreSQL recycles its own log.
    pub async fn empty_the_log(&self) -> Result<bool, DbError> {
        self.writers
            .run(|pooled| match &mut pooled.conn {
                DbConnection::Sqlite(conn) => connection::empty_the_log(conn),
                DbConnection::Postgres(_) => Ok(true),
            })
            .await
    }

    /// `write` for commands, which have no event loop to keep free.
    pub fn write_blocking<T>(
        &self,
        work: impl FnOnce(&mut DbConnection) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        transaction(&mut *self.writers.taken()?, work)
    }

    /// `read` for commands, which have no event loop to keep free.
    pub fn read_blocking<T>(
        &self,
        work: impl FnOnce(&mut DbConnection) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        transaction(&mut *self.readers.taken()?, work)
    }
}

/// Begin, work, commit; or roll back. SQLite takes the write lock at once: a transaction that begins by reading and
/// then writes fails under load instead of waiting.
fn transaction<T>(
    pooled: &mut PooledDb,
    work: impl FnOnce(&mut DbConnection) -> Result<T, DbError>,
) -> Result<T, DbError> {
    let conn = &mut pooled.conn;
    let begin = match pooled.purpose {
        Purpose::Write => conn.begin_writing(),
        Purpose::Read => "BEGIN",
    };
    conn.batch_execute(begin)?;
    match work(conn) {
        Ok(value) => match conn.batch_execute("COMMIT") {
            Ok(()) => Ok(value),
            Err(error) => Err(rolled_back(conn, error.into())),
        },
        Err(error) => Err(rolled_back(conn, error)),
    }
}

fn rolled_back(conn: &mut DbConnection, error: DbError) -> DbError {
    // After some failures (disk full) SQLite has rolled back by itself and says so; the first error is the one to tell.
    let _already_rolled_back = conn.batch_execute("ROLLBACK");
    error
}
