//! One connection type for both engines; the scheme of the URL selects the engine.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::r2d2::ManageConnection;
use diesel::sql_types::Integer;
use diesel::sqlite::SqliteConnection;

use super::DbError;

/// The location of the database.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    Sqlite(PathBuf),
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads `sqlite://<path>` or a PostgreSQL connection URI.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("sqlite://") {
            return Some(Self::Sqlite(PathBuf::from(path))).filter(|_| !path.is_empty());
        }
        let is_postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
        is_postgres.then(|| Self::Postgres(text.to_owned()))
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(_) => f.write_str("postgres://(redacted)"),
        }
    }
}

/// Whether a connection reads or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Read,
    Write,
}

/// A connection to either engine.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

impl DbConnection {
    /// The statement that begins a transaction with the locks needed for writing.
    pub(super) fn begin_writing(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "BEGIN",
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
        }
    }

    /// About how many rows to read or write together. SQLite has a single writer, so its transactions must end soon; on
    /// PostgreSQL each statement is a round trip.
    pub const fn rows_at_once(&self) -> usize {
        match self {
            Self::Postgres(_) => 10_000,
            Self::Sqlite(_) => 500,
        }
    }
}

/// Opens and configures one connection.
pub fn open(url: &DatabaseUrl, purpose: Purpose) -> Result<DbConnection, DbError> {
    match url {
        DatabaseUrl::Sqlite(path) => open_sqlite(path, purpose).map(DbConnection::Sqlite),
        DatabaseUrl::Postgres(url) => {
            let unreadable = |error: &dyn fmt::Display| {
                DbError::Unreadable("PostgreSQL".to_owned(), reason(&error.to_string()).to_owned())
            };
            let mut conn =
                PgConnection::establish(&with_time_outs(url)).map_err(|error| unreadable(&error))?;
            // A server with a weaker default would lose accepted requests in a crash.
            conn.batch_execute("SET synchronous_commit = on; SET TIME ZONE 'UTC'")
                .map_err(|error| unreadable(&error))?;
            Ok(DbConnection::Postgres(conn))
        }
    }
}

/// Signs in libpq's message, and what they mean. The message itself may quote a part of the address that libpq did not
/// take for the password.
const REASONS: [(&str, &str); 14] = [
    ("could not translate host name", "its host name is unknown"),
    ("Connection refused", "nothing listens at its address"),
    ("imeout expired", "it does not answer"),
    ("timed out", "it does not answer"),
    ("unreachable", "its address cannot be reached"),
    ("No route to host", "its address cannot be reached"),
    ("No such file or directory", "its socket does not exist; start it"),
    ("password", "it refuses the user or the password"),
    ("pg_hba.conf", "its pg_hba.conf does not admit this machine"),
    ("does not exist", "it has no such user or database"),
    ("SSL", "TLS to it fails; compare sslmode and its certificate"),
    (
        "certificate",
        "TLS to it fails; compare sslmode and its certificate",
    ),
    ("too many", "it has no free connection"),
    ("starting up", "it is starting"),
];

fn reason(message: &str) -> &'static str {
    let known = REASONS.iter().find(|(sign, _)| message.contains(sign));
    known.map_or("its address or the server does not work", |(_, meaning)| meaning)
}

/// libpq's own limits, unless the address sets them: an unreachable server is noticed within seconds, and not after the
/// kernel's quarter of an hour.
const TIME_OUTS: [(&str, &str); 6] = [
    ("connect_timeout", "3"),
    ("keepalives", "1"),
    ("keepalives_idle", "5"),
    ("keepalives_interval", "2"),
    ("keepalives_count", "2"),
    ("tcp_user_timeout", "6000"),
];

/// How long the server works on one statement of a process that serves, and waits for the next one of a transaction:
/// the transaction of a client that went silent would hold its locks until TCP gives up, after hours.
pub const STATEMENT_TIME_OUT: Duration = Duration::from_secs(6);

fn with_time_outs(url: &str) -> String {
    let given = url.split_once('?').map_or("", |(_, parameters)| parameters);
    let is_given = |name: &str| given.split('&').any(|one| one.split('=').next() == Some(name));
    let mut url = url.to_owned();
    for (name, value) in TIME_OUTS.iter().filter(|(name, _)| !is_given(name)) {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.extend([*name, "=", *value]);
    }
    url
}

pub(super) fn open_sqlite(path: &Path, purpose: Purpose) -> Result<SqliteConnection, DbError> {
    let name = path.display().to_string();
    let unreadable = |error: &dyn fmt::Display| DbError::Unreadable(name.clone(), error.to_string());
    if purpose == Purpose::Write {
        create_owner_only(path).map_err(|error| unreadable(&error))?;
    }
    let mut conn = SqliteConnection::establish(&name).map_err(|error| unreadable(&error))?;
    let settings = match purpose {
        // FULL: a request answered with 202 survives a power cut. secure_delete: erased data leave the file. The cache
        // holds the inner index pages of a large registry while it is filled.
        Purpose::Write => {
            "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536"
        }
        Purpose::Read => "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA mmap_size = 268435456",
    };
    conn.batch_execute(settings).map_err(|error| unreadable(&error))?;
    Ok(conn)
}

/// The file holds personal data, so only its owner may read it, from the first byte on. An existing file is not opened:
/// closing any descriptor of it would drop the locks that SQLite's own connections hold (POSIX, `fcntl`).
pub(super) fn create_owner_only(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    match std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        Ok(_) | Err(_) => Ok(()),
    }
}

#[derive(QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// Copies the write-ahead log into the file and truncates the log. False if a reader still needs the log: SQLite
/// reports that as a row, not as an error. The wait for readers is short, because all writers wait meanwhile.
pub(super) fn empty_the_log(conn: &mut SqliteConnection) -> Result<bool, DbError> {
    conn.batch_execute("PRAGMA busy_timeout = 50")?;
    let checkpoint = diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result::<Checkpoint>(conn);
    conn.batch_execute("PRAGMA busy_timeout = 5000")?;
    Ok(checkpoint?.busy == 0)
}

/// A connection used within this time counts as alive.
const TRUSTED: Duration = Duration::from_secs(1);

/// Opens connections for a pool. Diesel's derived way hides the error and cannot set PRAGMAs.
#[derive(Clone)]
pub struct Connector {
    pub url: DatabaseUrl,
    pub purpose: Purpose,
    /// How long PostgreSQL works on one statement. A command may need long.
    pub statement_time_out: Option<Duration>,
}

impl Connector {
    fn open(&self) -> Result<DbConnection, DbError> {
        let mut conn = open(&self.url, self.purpose)?;
        if let (DbConnection::Postgres(conn), Some(most)) = (&mut conn, self.statement_time_out) {
            let most = most.as_millis();
            conn.batch_execute(&format!(
                "SET statement_timeout = {most}; SET idle_in_transaction_session_timeout = {most}"
            ))?;
        }
        Ok(conn)
    }
}

impl ManageConnection for Connector {
    type Connection = PooledDb;
    type Error = DbError;

    fn connect(&self) -> Result<PooledDb, DbError> {
        self.open().map(|conn| PooledDb {
            conn,
            last_used: Instant::now(),
            is_broken: false,
        })
    }

    /// Checks only a connection that was idle for a while: a busy one has just worked, and the check costs a round
    /// trip.
    fn is_valid(&self, pooled: &mut PooledDb) -> Result<(), DbError> {
        if pooled.last_used.elapsed() < TRUSTED {
            return Ok(());
        }
        pooled.conn.batch_execute("SELECT 1").map_err(DbError::from)
    }

    /// Called whenever a connection is returned to the pool. A connection returned during a panic may still be inside a
    /// transaction.
    fn has_broken(&self, pooled: &mut PooledDb) -> bool {
        pooled.last_used = Instant::now();
        pooled.is_broken || std::thread::panicking()
    }
}

/// A connection in a pool.
pub struct PooledDb {
    pub(super) conn: DbConnection,
    last_used: Instant,
    is_broken: bool,
}

impl PooledDb {
    /// A connection whose server is gone is not reused.
    pub(super) fn note<T>(&mut self, result: &Result<T, DbError>) {
        self.is_broken |= matches!(result, Err(DbError::Unavailable(_)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_the_time_outs_that_it_does_not_set() {
        let url = with_time_outs("postgres://user@host/name");
        assert!(url.starts_with("postgres://user@host/name?connect_timeout=3&keepalives=1&"));
        let given = "postgres://user@host/name?sslmode=require&connect_timeout=9";
        let url = with_time_outs(given);
        assert!(url.starts_with(&format!("{given}&keepalives=1&")));
        assert_eq!(url.matches("connect_timeout").count(), 1);
    }
}
