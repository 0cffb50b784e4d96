//! SIGHUP: reads the secrets again while the process runs.

use std::sync::Arc;

use tokio::signal::unix::{SignalKind, signal};

use crate::app::App;
use crate::config::{Config, Mode, Sources};

/// Reads the settings' files again at each SIGHUP. A mistake keeps the secrets that are in use.
pub async fn on_hangup(app: Arc<App>, sources: Sources, mode: Mode) {
    let mut hangup = match signal(SignalKind::hangup()) {
        Ok(hangup) => hangup,
        Err(error) => {
            tracing::error!(%error, "SIGHUP cannot be handled; secrets are read at start only");
            return;
        }
    };
    while hangup.recv().await.is_some() {
        match read(&app, &sources, mode) {
            Ok(()) => tracing::info!("SIGHUP: the secrets were read again"),
            Err(error) => {
                let error = format!("{error:#}");
                tracing::error!(error, "SIGHUP: the secrets in use are kept");
            }
        }
    }
}

/// All secrets change, or none.
fn read(app: &App, sources: &Sources, mode: Mode) -> anyhow::Result<()> {
    anyhow::ensure!(mode == Mode::Normal, "the demo keeps the secrets of its start");
    let config = Config::load(&sources.read_again()?, mode)?;
    let (secrets, gateways) = config.require_for_serving()?;
    app.use_secrets(secrets, gateways)
}
