//! The pools of connections. Callers wait for their turn without a thread: were each a parked thread, a queue for the one
//! writer would take the threads that readers and PIN hashing need.

use std::sync::Arc;
use std::time::Duration;

use diesel::r2d2::{Pool, PooledConnection};
use tokio::sync::Semaphore;

use super::DbError;
use super::connection::{Connector, PooledDb};

/// How long a caller waits for a connection before the answer is "unavailable".
const PATIENCE: Duration = Duration::from_secs(5);

/// Clones share the connections.
#[derive(Clone)]
pub struct Connections {
    pool: Pool<Connector>,
    /// As many as there are connections, given in the order of asking.
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

    /// Waits for a turn, then works on a thread that may block. The turn belongs to the work: it ends when the work
    /// does, even if the caller waits no longer.
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
        // The error of a panic would print its message, which may quote what a person typed.
        done.await
            .unwrap_or_else(|_| Err(DbError::Unavailable("its thread stopped".to_owned())))
    }
}
