//! The threads that hash PINs, off the event loop.

use std::sync::LazyLock;

use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinError, spawn_blocking};

/// How much the worker's hashes give way to all other threads of this machine. They keep a quarter of a core that is
/// wanted by one other thread, so they never stop.
#[cfg(target_os = "linux")]
const GIVE_WAY: i32 = 5;

/// Only its threads are used. It stays until the process ends.
static WORKER: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_current_thread()
        .thread_name("hash")
        .on_thread_start(give_way)
        .build()
        .expect("a runtime without timers and sockets needs nothing of the system")
});

/// For a person who waits in front of a screen.
pub async fn for_a_visitor<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    hashed(spawn_blocking(work).await)
}

/// For the worker. Its hashes want all cores at any time; without a lower priority, visitors wait behind them.
pub async fn for_the_worker<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    hashed(WORKER.spawn_blocking(work).await)
}

fn hashed<T>(joined: Result<T, JoinError>) -> T {
    joined.expect("hashing does not panic, and the runtime outlives its tasks")
}

/// Linux lowers the priority of the calling thread alone, as other systems do not. A system that refuses leaves it as
/// it was.
fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(GIVE_WAY);
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_worker_s_hashes_give_way() {
        let priority = || rustix::process::nice(0).unwrap();
        let normal = priority();
        assert_eq!(for_the_worker(priority).await, normal + GIVE_WAY);
        assert_eq!(for_a_visitor(priority).await, normal);
        assert_eq!(priority(), normal);
    }
}
