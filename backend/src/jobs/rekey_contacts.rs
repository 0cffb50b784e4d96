//! Makes the registry's contact keys anew where the rules or the secret have changed. Requests wait meanwhile: somebody
//! whose key is not made yet would be told that there is no record.

use std::time::Duration;

use tokio::sync::watch;

use crate::app::App;
use crate::registry::rekey;

/// When the database does not answer.
const PAUSE: Duration = Duration::from_secs(2);

/// Works until all keys are made, or until `stop` says true.
pub async fn run(app: &App, stop: &watch::Receiver<bool>) {
    let mut steps = 0;
    while !*stop.borrow() {
        let contact_key = app.contact_key.clone();
        match app.db.write(move |conn| rekey::step(conn, &contact_key)).await {
            Ok(true) => break,
            Ok(false) => steps += 1,
            Err(error) => {
                tracing::error!(%error, "contact keys could not be made anew; trying again");
                tokio::time::sleep(PAUSE).await;
            }
        }
        if steps == 1 {
            tracing::info!("contact keys are made anew; requests wait until that is done");
        }
    }
    if steps > 0 {
        tracing::info!(steps, "contact keys were made anew");
    }
}
