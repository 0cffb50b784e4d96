//! Restarts a loop that ended, with a pause that grows while the loop keeps ending.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch::Receiver;
use tokio::task::JoinSet;

use super::watch::{Loop, Watch};

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// After a run of this length the pause is the first one again.
const RAN_WELL: Duration = Duration::from_mins(1);

/// Runs a loop in a task of its own until it ends after `stop` became true.
pub async fn supervised<F, W>(one: Loop, watch: Arc<Watch>, mut stop: Receiver<bool>, start: F)
where
    F: Fn() -> W,
    W: Future<Output = ()> + Send + 'static,
{
    let mut pause = FIRST_PAUSE;
    loop {
        let began = Instant::now();
        // A set of one: when this future is dropped, the set aborts the loop, which a handle would not.
        let mut task = JoinSet::new();
        task.spawn(start());
        let ended = task.join_next().await.unwrap_or(Ok(()));
        if *stop.borrow() && ended.is_ok() {
            return;
        }
        watch.went_down(one);
        if began.elapsed() >= RAN_WELL {
            pause = FIRST_PAUSE;
        }
        let panicked = ended.is_err_and(|error| error.is_panic());
        tracing::error!(
            name = one.name(),
            panicked,
            ?pause,
            "a loop of the worker ended; starting it again"
        );
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            // An error means that the sender of `stop` is gone: the process is ending.
            _ = stop.wait_for(|stop| *stop) => return,
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
