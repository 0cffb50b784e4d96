//! What a process and the database tell each other every few seconds: the counts of networks, so that a restart forgets
//! almost none, and the budget of texts, which other processes may have spent.

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

/// Reads how much of the budget of texts is spent.
pub async fn read_text_budget(app: &App) -> anyhow::Result<()> {
    let key = [app.subjects.text_budget()];
    let rows = app.db.read(move |conn| limit_counters::find(conn, &key)).await?;
    let counted = rows.first().filter(|row| row.counts != "{}");
    if let Some(row) = counted {
        app.text_budget.learn(serde_json::from_str(&row.counts)?);
    }
    Ok(())
}

/// Stores and reads for as long as the server runs.
pub async fn run(app: &App) {
    loop {
        if let Err(error) = read_text_budget(app).await {
            tracing::warn!(%error, "the budget of texts could not be read; trying again");
        }
        tokio::time::sleep(EVERY).await;
        if let Err(error) = store(app).await {
            tracing::warn!(%error, "the counts of networks could not be stored; trying again");
        }
    }
}
