//! `myvax serve` and `myvax work`: starts what runs, and stops it in order.

use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use futures_util::future::join_all;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::api::operations::Readiness;
use crate::app::App;
use crate::clock::{Clock, SystemClock};
use crate::commands::sample;
use crate::config::{Config, Mode, Origin, Sources};
use crate::jobs;
use crate::server;
use crate::shell::Shell;
use crate::telemetry;

/// Serves the portal until SIGTERM or SIGINT.
pub fn serve(sources: &Sources, mode: Mode, no_worker: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut config = Config::load(sources, mode)?;
    telemetry::start(&config.log, telemetry::Format::for_standard_error())?;
    // All addresses first: a busy port is told before anything is opened or imported.
    let listener = bound(config.listen, "MYVAX_LISTEN")?;
    let operations = bound(config.operations_listen, "MYVAX_OPERATIONS_LISTEN")?;
    let registry = match config.registry_listen {
        Some(address) => Some(bound(address, "MYVAX_REGISTRY_LISTEN")?),
        None => None,
    };
    let address = listener.local_addr()?;
    if config.public_url == Some(Origin::of_listener(config.listen)) {
        // Port 0 asks the system for a free one; links need the one it gave.
        config.public_url = Some(Origin::of_listener(address));
    }
    let app = Arc::new(App::new(&config, Arc::new(SystemClock))?);
    let ended = runtime()?.block_on(async {
        let is_serving = Arc::new(AtomicBool::new(false));
        let readiness = Readiness {
            db: app.db.clone(),
            is_serving: Arc::clone(&is_serving),
        };
        let operations = server::serve_operations(readiness, operations)?;
        let operations_handle = operations.handle();
        let operations = tokio::spawn(operations);

        if config.demo {
            sample::add(&app.db, &app.contact_key, app.clock.as_ref())?;
            welcome(&config, address, out)?;
        }
        let shell = Shell::render(&app.words, |locale| app.portal_in(locale), app.default_locale);
        let mut servers = vec![server::serve(Arc::clone(&app), shell, listener)?];
        if let Some(listener) = registry {
            tell_senders_door(listener.local_addr()?);
            servers.push(server::registry::serve(Arc::clone(&app), listener)?);
        }
        let (handles, servers): (Vec<_>, Vec<_>) = servers
            .into_iter()
            .map(|server| (server.handle(), tokio::spawn(server)))
            .unzip();
        let (stop, stopped) = watch::channel(false);
        let worker = (!no_worker).then(|| tokio::spawn(jobs::work(Arc::clone(&app), stopped)));
        is_serving.store(true, Ordering::SeqCst);
        tracing::info!(%address, "serving");

        asked_to_stop().await?;
        tracing::info!("stopping: finishing what is in flight");
        is_serving.store(false, Ordering::SeqCst);
        join_all(handles.iter().map(|handle| handle.stop(true))).await;
        for server in servers {
            server.await??;
        }
        stop.send_replace(true);
        if let Some(worker) = worker {
            worker.await?;
        }
        operations_handle.stop(false).await;
        operations.await??;
        Ok(())
    });
    config.throw_away();
    ended
}

/// Works off the queues until SIGTERM or SIGINT.
pub fn work(sources: &Sources) -> anyhow::Result<()> {
    let config = Config::load(sources, Mode::Normal)?;
    telemetry::start(&config.log, telemetry::Format::for_standard_error())?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let app = Arc::new(App::new(&config, clock)?);
    runtime()?.block_on(async {
        let (stop, stopped) = watch::channel(false);
        let worker = tokio::spawn(jobs::work(app, stopped));
        asked_to_stop().await?;
        stop.send_replace(true);
        worker.await?;
        Ok(())
    })
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the async runtime cannot start")
}

fn bound(address: SocketAddr, setting: &str) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).with_context(|| {
        format!("{setting}: cannot listen on {address}; stop what uses it, or set another address")
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn tell_senders_door(address: SocketAddr) {
    tracing::info!(%address, "serving senders");
    if !address.ip().is_loopback() {
        tracing::warn!(
            "senders' passwords and messages are readable on the way, unless a proxy in front speaks https"
        );
    }
}

async fn asked_to_stop() -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// Tells a newcomer where to go and whom to look up.
fn welcome(config: &Config, address: SocketAddr, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "My Vax Records, demo: http://{address}")?;
    writeln!(out, "Messages appear at:   http://{address}/demo/inbox")?;
    if let Some(file) = &config.outbox_file {
        writeln!(out, "                      and in {}", file.display())?;
    }
    writeln!(
        out,
        "\nInvented people to look up (any PIN that is hard to guess, such as 2580):"
    )?;
    for person in sample::PEOPLE_TO_LOOK_UP {
        writeln!(out, "  {person}")?;
    }
    writeln!(
        out,
        "\nEverything here is thrown away when it stops, unless a database is set. Stop with Ctrl-C."
    )?;
    out.flush()?;
    Ok(())
}
