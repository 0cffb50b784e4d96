//! The parts of a running process: listeners and the worker. If one of them ends by itself, the process must end too.

use anyhow::{Context, anyhow};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

/// Each part is a task. Dropping this struct aborts them.
#[derive(Default)]
pub struct Parts(JoinSet<anyhow::Result<()>>);

impl Parts {
    pub fn add<E>(&mut self, name: &'static str, part: impl Future<Output = Result<(), E>> + Send + 'static)
    where
        E: Into<anyhow::Error>,
    {
        self.0
            .spawn(async move { part.await.map_err(Into::into).context(name) });
    }

    /// Waits until a part ends by itself, which is always an error. Without parts it waits for ever.
    pub async fn one_ended(&mut self) -> anyhow::Error {
        match self.0.join_next().await {
            Some(Ok(Ok(()))) => anyhow!("a part of the server ended by itself"),
            Some(Ok(Err(error))) => error,
            Some(Err(_panic)) => anyhow!("a part of the server panicked"),
            None => std::future::pending().await,
        }
    }

    /// Waits until all parts have ended, and aborts the ones that are still running at the deadline.
    pub async fn finish(mut self, by: Instant) {
        while let Ok(Some(ended)) = timeout_at(by, self.0.join_next()).await {
            if !matches!(ended, Ok(Ok(()))) {
                tracing::error!("a part of the server failed while it stopped");
            }
        }
        self.0.shutdown().await;
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn an_unrequested_end_of_any_part_is_an_error() {
        let mut parts = Parts::default();
        parts.add("a listener", std::future::pending::<io::Result<()>>());
        parts.add("another", async { Err(io::Error::other("the socket is gone")) });
        let error = format!("{:#}", parts.one_ended().await);
        assert!(error.contains("another") && error.contains("gone"), "{error}");
        parts.add("the worker", async { io::Result::Ok(()) });
        assert!(parts.one_ended().await.to_string().contains("by itself"));
        parts.add("a third", async { panic!("on purpose") as io::Result<()> });
        assert!(parts.one_ended().await.to_string().contains("panicked"));
    }

    #[tokio::test]
    async fn a_part_that_does_not_end_in_time_is_aborted() {
        let mut parts = Parts::default();
        parts.add("stuck", std::future::pending::<io::Result<()>>());
        parts.add("quick", async { io::Result::Ok(()) });
        parts.finish(Instant::now() + Duration::from_millis(10)).await;
    }
}
