//! Permits for costly work: only a limited number run at once, and only a limited number wait. Argon2 takes memory and a
//! core; an incoming message takes the writer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many callers may wait for a permit before the answer is "try again".
const QUEUE: usize = 64;

/// Clones share the permits.
#[derive(Clone)]
pub struct Permits {
    semaphore: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

/// No permit: the queue is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

impl Permits {
    pub fn new(at_once: usize) -> Self {
        Self {
            semaphore: Arc::new(Semaphore::new(at_once)),
            waiting: Arc::default(),
        }
    }

    pub async fn take(&self) -> Result<OwnedSemaphorePermit, Busy> {
        if let Ok(permit) = Arc::clone(&self.semaphore).try_acquire_owned() {
            return Ok(permit);
        }
        if self.waiting.fetch_add(1, Ordering::SeqCst) >= QUEUE {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(Busy);
        }
        let permit = self.wait().await;
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        Ok(permit)
    }

    /// Waits without limit. This is for the worker, whose queue is the database.
    pub async fn wait(&self) -> OwnedSemaphorePermit {
        Arc::clone(&self.semaphore)
            .acquire_owned()
            .await
            .expect("the semaphore is never closed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_queue_is_told_at_once() {
        let permits = Permits::new(1);
        let held = permits.take().await.unwrap();
        let waiting: Vec<_> = (0..QUEUE)
            .map(|_| {
                tokio::spawn({
                    let permits = permits.clone();
                    async move { permits.take().await.map(drop) }
                })
            })
            .collect();
        while permits.waiting.load(Ordering::SeqCst) < QUEUE {
            tokio::task::yield_now().await;
        }
        assert_eq!(permits.take().await.map(drop), Err(Busy));
        drop(held);
        for task in waiting {
            assert_eq!(task.await.unwrap(), Ok(()));
        }
    }
}
