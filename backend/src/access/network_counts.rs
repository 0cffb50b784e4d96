//! Stores the counts of networks every few seconds, so that a restart forgets almost nothing.

use std::time::Duration;

use crate::app::App;
use crate::db::DbError;
use crate::db::limit_counters::{self, CounterRow};

const EVERY: Duration = Duration::from_secs(5);
/// Rows in one transaction.
const STEP: usize = 500;

/// Stores the counts that changed.
pub async fn store(app: &App) -> Result<(), DbError> {
    let changed = app.networks.take_changed();
    for step in changed.chunks(STEP) {
        let rows: Vec<CounterRow> = step
            .iter()
            .map(|(key, counts)| CounterRow {
                key: key.clone(),
                counts: counts.json(),
                expires_at: counts.ends().naive_utc(),
            })
            .collect();
        let stored = app
            .db
            .write(move |conn| limit_counters::store(conn, &rows.iter().collect::<Vec<_>>()))
            .await;
        if let Err(error) = stored {
            app.networks.put_back(&changed);
            return Err(error);
        }
    }
    Ok(())
}

/// Stores for as long as the server runs.
pub async fn run(app: &App) {
    loop {
        tokio::time::sleep(EVERY).await;
        if let Err(error) = store(app).await {
            tracing::warn!(%error, "the counts of networks could not be stored; trying again");
        }
    }
}
