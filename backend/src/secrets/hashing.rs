//! The permits to hash: at most one hash runs on each core, and each permit brings the memory that the hash needs.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::OwnedSemaphorePermit;

use super::permits::{Busy, PermitUse, Permits, Place};
use super::pin_hash::HashingMemory;

/// Clones share the permits. The worker and unlocking share them, too: the worker waits for its turn, and unlocking gets
/// `Busy` when too many wait.
#[derive(Clone)]
pub struct HashingPermits {
    permits: Permits,
    free: Arc<Mutex<Vec<HashingMemory>>>,
    granted: Arc<AtomicU64>,
}

/// The memory goes back when this is dropped, before another caller gets the permit. So there are never more memories
/// than permits, and each is allocated once.
pub struct HashingPermit {
    memory: Option<HashingMemory>,
    free: Arc<Mutex<Vec<HashingMemory>>>,
    _permit: OwnedSemaphorePermit,
}

/// A place in the queue for a permit.
pub struct HashingPlace {
    place: Place,
    permits: HashingPermits,
}

impl HashingPlace {
    pub async fn permit(self) -> HashingPermit {
        let permit = self.place.permit().await;
        self.permits.with_memory(permit)
    }
}

impl HashingPermits {
    pub fn new(at_once: usize) -> Self {
        Self {
            permits: Permits::new(at_once),
            free: Arc::default(),
            granted: Arc::default(),
        }
    }

    /// A place in the bounded queue: its caller is not refused any more.
    pub fn queue(&self) -> Result<HashingPlace, Busy> {
        Ok(HashingPlace {
            place: self.permits.queue()?,
            permits: self.clone(),
        })
    }

    /// Waits without limit. This is for the worker, whose queue is the database.
    pub async fn wait(&self) -> HashingPermit {
        self.with_memory(self.permits.wait().await)
    }

    /// How many hashes were permitted since the start.
    pub fn granted(&self) -> u64 {
        self.granted.load(Ordering::Relaxed)
    }

    pub fn usage(&self) -> PermitUse {
        self.permits.usage()
    }

    fn with_memory(&self, permit: OwnedSemaphorePermit) -> HashingPermit {
        self.granted.fetch_add(1, Ordering::Relaxed);
        HashingPermit {
            memory: locked(&self.free).pop(),
            free: Arc::clone(&self.free),
            _permit: permit,
        }
    }
}

impl HashingPermit {
    /// Allocated at the first use, so that a server that has not hashed yet stays small.
    pub fn memory(&mut self) -> &mut HashingMemory {
        self.memory.get_or_insert_default()
    }
}

impl Drop for HashingPermit {
    fn drop(&mut self) {
        locked(&self.free).extend(self.memory.take());
    }
}

fn locked(free: &Mutex<Vec<HashingMemory>>) -> MutexGuard<'_, Vec<HashingMemory>> {
    free.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_memory_is_allocated_once_for_each_permit() {
        let permits = HashingPermits::new(2);
        for _ in 0..3 {
            let (mut one, mut other) = (permits.wait().await, permits.queue().unwrap().permit().await);
            one.memory();
            other.memory();
        }
        assert_eq!(locked(&permits.free).len(), 2);
    }
}
