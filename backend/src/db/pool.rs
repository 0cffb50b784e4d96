//! The connection pools. Callers wait asynchronously: if each blocked a thread, a queue for the single writer would use
//! up the threads that readers and PIN hashing need.

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use diesel::r2d2::{HandleError, Pool, PooledConnection};
use prometheus::Histogram;
use tokio::sync::Semaphore;

use super::DbError;
use super::connection::{Connector, PooledDb};

/// A caller that waits longer than this for a connection gets `Unavailable`.
const PATIENCE: Duration = Duration::from_secs(5);
/// A server on the network that lets work wait longer than this is silent: an overloaded one ends each statement after
/// `connection::STATEMENT_TIME_OUT`. A thread that waits for a silent server cannot be woken, so a new pool takes over.
const SILENT_AFTER: Duration = Duration::from_secs(8);

/// The pool opens connections again and again while a database is away; the log gets one line in this time.
const BETWEEN_LINES: Duration = Duration::from_mins(1);

/// Clones share the connections.
#[derive(Clone)]
pub struct Connections {
    connector: Connector,
    size: u32,
    /// Only a server on the network can become unreachable; an open file stays available.
    may_go_away: bool,
    set: Arc<RwLock<PoolWithTurns>>,
    /// How long callers waited for a connection.
    waits: Histogram,
}

/// A pool, with one permit for each connection, granted in the order of the calls.
#[derive(Clone)]
struct PoolWithTurns {
    pool: Pool<Connector>,
    turns: Arc<Semaphore>,
}

impl Connections {
    pub fn new(
        connector: Connector,
        size: u32,
        may_go_away: bool,
        waits: Histogram,
    ) -> Result<Self, DbError> {
        let set = PoolWithTurns::new(connector.clone(), size, may_go_away)?;
        Ok(Self {
            connector,
            size,
            may_go_away,
            set: Arc::new(RwLock::new(set)),
            waits,
        })
    }

    /// How many connections there are at most, and how many of them work now.
    pub fn size_and_use(&self) -> (u32, usize) {
        let free = self.set().turns.available_permits();
        (self.size, (self.size as usize).saturating_sub(free))
    }

    pub fn waits(&self) -> &Histogram {
        &self.waits
    }

    /// A connection for a caller that may block its thread.
    pub fn connection(&self) -> Result<PooledConnection<Connector>, DbError> {
        self.set().connection()
    }

    /// Waits for a permit, then runs the work on a thread that may block. The work owns the permit and keeps it to its
    /// end, even if the caller stops waiting.
    pub async fn run<T, F>(&self, work: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: FnOnce(&mut PooledDb) -> Result<T, DbError> + Send + 'static,
    {
        let (set, begin) = (self.set(), Instant::now());
        let turn = Arc::clone(&set.turns).acquire_owned();
        let turn = tokio::time::timeout(PATIENCE, turn).await;
        self.waits.observe(begin.elapsed().as_secs_f64());
        let Ok(Ok(turn)) = turn else {
            return Err(DbError::Unavailable("every connection is busy".to_owned()));
        };
        let used = set.clone();
        let done = tokio::task::spawn_blocking(move || {
            let result = work(&mut *used.connection()?);
            drop(turn);
            result
        });
        let done = if self.may_go_away {
            let Ok(done) = tokio::time::timeout(SILENT_AFTER, done).await else {
                self.leave(&set);
                return Err(DbError::Unavailable("its server is silent".to_owned()));
            };
            done
        } else {
            done.await
        };
        // A panic's error would print its message, which may quote personal data.
        done.unwrap_or_else(|_| Err(DbError::Unavailable("its thread stopped".to_owned())))
    }

    fn set(&self) -> PoolWithTurns {
        self.set.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Leaves a pool whose connections are silent to the threads that wait for them, and opens new connections. The first
    /// of its callers does so.
    fn leave(&self, silent: &PoolWithTurns) {
        let mut set = self.set.write().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&set.turns, &silent.turns) {
            return;
        }
        match PoolWithTurns::new(self.connector.clone(), self.size, self.may_go_away) {
            Ok(new) => {
                tracing::error!("the database server is silent; opening new connections");
                *set = new;
            }
            Err(error) => tracing::error!(%error, "the database server is silent"),
        }
    }
}

impl PoolWithTurns {
    fn new(connector: Connector, size: u32, may_go_away: bool) -> Result<Self, DbError> {
        let pool = Pool::builder()
            .max_size(size)
            .test_on_check_out(may_go_away)
            .min_idle(Some(0))
            .connection_timeout(PATIENCE)
            .error_handler(Box::<FailedOpening>::default())
            .build(connector)
            .map_err(|error| DbError::Unavailable(error.to_string()))?;
        Ok(Self {
            pool,
            turns: Arc::new(Semaphore::new(size as usize)),
        })
    }

    fn connection(&self) -> Result<PooledConnection<Connector>, DbError> {
        self.pool
            .get()
            .map_err(|error| DbError::Unavailable(error.to_string()))
    }
}

/// Logs that no connection can be opened.
#[derive(Debug, Default)]
struct FailedOpening {
    logged_at: Mutex<Option<Instant>>,
}

impl HandleError<DbError> for FailedOpening {
    fn handle_error(&self, error: DbError) {
        let mut logged_at = self.logged_at.lock().unwrap_or_else(PoisonError::into_inner);
        if logged_at.is_none_or(|at| at.elapsed() >= BETWEEN_LINES) {
            tracing::error!(%error, "no connection to the database can be opened; trying again");
            *logged_at = Some(Instant::now());
        }
    }
}
