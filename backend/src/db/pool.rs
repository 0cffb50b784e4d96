//! The connection pools. Callers wait asynchronously: if each blocked a thread, a queue for the single writer would use
//! up the threads that readers and PIN hashing need.

use std::sync::Arc;
use std::time::Duration;

use diesel::r2d2::{Pool, PooledConnection};
use tokio::sync::Semaphore;

use super::DbError;
use super::connection::{Connector, PooledDb};

/// A caller that waits longer than this for a connection gets `Unavailable`.
const PATIENCE: Duration = Duration::from_secs(5);

/// Clones share the connections.
#[derive(Clone)]
pub struct Connections {
    pool: Pool<Connector>,
    /// One permit for each connection, granted in the order of the calls.
    turns: Arc<Semaphore>,
}

impl Connections {
    pub fn new(connector: Connector, size: u32, may_go_away: bool) -> Result<Self, DbError> {
        let pool = Pool::builder()
            .max_size(size)
            .test_on_check_out(may_go_away)
            .min_idle(Some(0))
            .connection_timeout(PATIENCE)
            .build(connector)
            .map_err(|error| DbError::Unavailable(error.to_string()))?;
        Ok(Self {
            pool,
            turns: Arc::new(Semaphore::new(size as usize)),
        })
    }

    /// A connection for a caller that may block its thread.
    pub fn connection(&self) -> Result<PooledConnection<Connector>, DbError> {
        self.pool
            .get()
            .map_err(|error| DbError::Unavailable(error.to_string()))
    }

    /// Waits for a permit, then runs the work on a thread that may block. The work owns the permit and keeps it to its
    /// end, even if the caller stops waiting.
    pub async fn run<T, F>(&self, work: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: FnOnce(&mut PooledDb) -> Result<T, DbError> + Send + 'static,
    {
        let turn = Arc::clone(&self.turns).acquire_owned();
        let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, turn).await else {
            return Err(DbError::Unavailable("every connection is busy".to_owned()));
        };
        let connections = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let result = work(&mut *connections.connection()?);
            drop(turn);
            result
        });
        // A panic's error would print its message, which may quote personal data.
        done.await
            .unwrap_or_else(|_| Err(DbError::Unavailable("its thread stopped".to_owned())))
    }
}
