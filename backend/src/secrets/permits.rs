//! Permits for costly work: only a limited number run at once, and only a limited number wait. Argon2 takes memory and a
//! core; an incoming message takes the writer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many callers may wait for a permit before the answer is "try again".
const QUEUE: usize = 64;

/// Clones share the permits.
#[derive(Clone)]
pub struct Permits {
    semaphore: Arc<Semaphore>,
    at_once: usize,
    waiting: Arc<AtomicUsize>,
    refused: Arc<AtomicU64>,
}

/// How busy the permits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PermitUse {
    pub at_once: usize,
    pub in_use: usize,
    /// The callers in the bounded queue; the worker's are not in it.
    pub waiting: usize,
    /// How many callers were refused since the start.
    pub refused: u64,
}

/// A place in the bounded queue, until it is dropped or becomes a permit.
pub struct Place(Permits);

impl Place {
    pub async fn permit(self) -> OwnedSemaphorePermit {
        self.0.wait().await
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

/// No permit: the queue is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

impl Permits {
    pub fn new(at_once: usize) -> Self {
        Self {
            semaphore: Arc::new(Semaphore::new(at_once)),
            at_once,
            waiting: Arc::default(),
            refused: Arc::default(),
        }
    }

    pub async fn take(&self) -> Result<OwnedSemaphorePermit, Busy> {
        if let Ok(permit) = Arc::clone(&self.semaphore).try_acquire_owned() {
            return Ok(permit);
        }
        Ok(self.queue()?.permit().await)
    }

    /// For a caller that has something to do before it needs its permit, and must not be refused afterwards.
    pub fn queue(&self) -> Result<Place, Busy> {
        if self.waiting.fetch_add(1, Ordering::SeqCst) >= QUEUE {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            self.refused.fetch_add(1, Ordering::Relaxed);
            return Err(Busy);
        }
        Ok(Place(self.clone()))
    }

    /// Waits without limit. This is for the worker, whose queue is the database.
    pub async fn wait(&self) -> OwnedSemaphorePermit {
        Arc::clone(&self.semaphore)
            .acquire_owned()
            .await
            .expect("the semaphore is never closed")
    }

    pub fn usage(&self) -> PermitUse {
        PermitUse {
            at_once: self.at_once,
            in_use: self.at_once.saturating_sub(self.semaphore.available_permits()),
            waiting: self.waiting.load(Ordering::SeqCst),
            refused: self.refused.load(Ordering::Relaxed),
        }
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
        let usage = PermitUse {
            at_once: 1,
            in_use: 1,
            waiting: QUEUE,
            refused: 1,
        };
        assert_eq!(permits.usage(), usage);
        drop(held);
        for task in waiting {
            assert_eq!(task.await.unwrap(), Ok(()));
        }
        assert_eq!(permits.usage().waiting, 0);
    }

    #[tokio::test]
    async fn a_place_holds_no_permit_and_is_given_back() {
        let permits = Permits::new(1);
        let places: Vec<_> = (0..QUEUE).map(|_| permits.queue().unwrap()).collect();
        assert_eq!(permits.queue().map(drop), Err(Busy));
        assert_eq!(permits.usage().in_use, 0);
        for place in places {
            let _permit = place.permit().await;
            assert_eq!(permits.usage().in_use, 1);
        }
        assert_eq!(permits.usage().waiting, 0);
    }
}
