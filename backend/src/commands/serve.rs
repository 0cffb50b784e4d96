//! `myvax serve` and `myvax work`: start the parts of the process and stop them in order.

use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use futures_util::future::join_all;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use crate::access::network_counts;
use crate::api::operations::Readiness;
use crate::app::App;
use crate::clock::SystemClock;
use crate::commands::parts::Parts;
use crate::commands::{reload, sample};
use crate::config::{Config, Mode, Origin, Sources};
use crate::db::Database;
use crate::db::serving_lock::ServingLock;
use crate::jobs::{self, watch::Watch};
use crate::server;
use crate::shell::Shell;
use crate::telemetry;
use crate::wake_others;

/// The time from the request to stop until unfinished work is cut off. HTTP requests get ten seconds of it; the process
/// ends within 15.
const PATIENCE: Duration = Duration::from_secs(12);
const OPERATIONS: &str = "MYVAX_OPERATIONS_LISTEN";
const GIVING_BACK: Duration = Duration::from_secs(2);

/// Serves the portal until SIGTERM or SIGINT.
pub fn serve(sources: &Sources, mode: Mode, no_worker: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut config = Config::load(sources, mode)?;
    let _logging = telemetry::start(&config.log, telemetry::Format::for_standard_error())?;
    // Binds all addresses first, so that a busy port is reported before anything is opened or imported.
    let listeners = Listeners::bind(&config)?;
    let address = listeners.portal.local_addr()?;
    if config.public_url == Some(Origin::of_listener(config.listen)) {
        // With port 0 the system chooses a free port, and links must contain it.
        config.public_url = Some(Origin::of_listener(address));
    }
    let _lock = ServingLock::take(&config.database_url)?;
    if config.demo {
        refuse_others(&config)?;
    }
    let app = Arc::new(App::new(&config, Arc::new(SystemClock))?);
    wake_others::start(&app, &config.database_url);
    let watch = (!no_worker).then(Arc::<Watch>::default);
    let prepare = || {
        if config.demo {
            sample::add(&app.db, &app.contact_hashers, app.clock.as_ref())?;
            welcome(&config, address, out)?;
        }
        Ok(())
    };
    let ended = runtime()?.block_on(async {
        tokio::spawn(reload::on_hangup(Arc::clone(&app), sources.clone(), mode));
        until_stopped(&app, listeners, watch, prepare).await
    });
    config.throw_away();
    ended
}

/// Ends the demo before it writes anything into a registry of real people.
fn refuse_others(config: &Config) -> anyhow::Result<()> {
    let database = Database::open(&config.database_url)?;
    anyhow::ensure!(
        !sample::has_others(&database, &SystemClock)?,
        "MYVAX_DATABASE_URL: this database holds people who are not the sample's, and the demo shows every message to \
         everyone; leave out --demo, or leave out the database"
    );
    Ok(())
}

/// Serves and works until it is asked to stop or a part ends, and then stops the other parts in order.
async fn until_stopped(
    app: &Arc<App>,
    listeners: Listeners,
    watch: Option<Arc<Watch>>,
    prepare: impl FnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let address = listeners.portal.local_addr()?;
    let is_serving = Arc::new(AtomicBool::new(false));
    let readiness = Readiness {
        app: Arc::clone(app),
        is_serving: Arc::clone(&is_serving),
        watch: watch.clone(),
    };
    let mut parts = Parts::default();
    let operations = server::serve_operations(readiness, listeners.operations)?;
    let operations_handle = operations.handle();
    parts.add("the operations listener ended", operations);
    prepare()?;
    let shell = Shell::render(app);
    let mut servers = vec![server::serve(Arc::clone(app), shell, listeners.portal)?];
    if let Some(listener) = listeners.registry {
        print_sender_listener(listener.local_addr()?);
        servers.push(server::sender_listener::serve(Arc::clone(app), listener)?);
    }
    let mut handles = Vec::new();
    for server in servers {
        handles.push(server.handle());
        parts.add("a listener ended", server);
    }
    let mut worker = Worker::default();
    if let Some(watch) = watch {
        worker.start(app, watch);
    }
    let counting = Arc::clone(app);
    parts.add("the counts of networks are no longer stored", async move {
        network_counts::run(&counting).await;
        anyhow::Ok(())
    });
    is_serving.store(true, Ordering::SeqCst);
    tracing::info!(%address, "serving");

    let ended = worker.run_until(&mut parts, asked_to_stop()).await;
    tracing::info!("stopping: finishing the work in progress");
    let by = Instant::now() + PATIENCE;
    is_serving.store(false, Ordering::SeqCst);
    join_all(handles.iter().map(|handle| handle.stop(true))).await;
    worker.stop(app, by).await;
    let _forgotten_otherwise = timeout(GIVING_BACK, network_counts::store(app)).await;
    operations_handle.stop(false).await;
    ended
}

/// Processes the queues until SIGTERM or SIGINT. It serves its health and metrics, and nothing else.
pub fn work(sources: &Sources) -> anyhow::Result<()> {
    let config = Config::load(sources, Mode::Normal)?;
    let _logging = telemetry::start(&config.log, telemetry::Format::for_standard_error())?;
    let operations = bound(config.operations_listen, OPERATIONS)?;
    let _lock = ServingLock::take(&config.database_url)?;
    let app = Arc::new(App::new(&config, Arc::new(SystemClock))?);
    wake_others::start(&app, &config.database_url);
    runtime()?.block_on(async {
        tokio::spawn(reload::on_hangup(Arc::clone(&app), sources.clone(), Mode::Normal));
        let (is_working, watch) = (Arc::new(AtomicBool::new(true)), Arc::<Watch>::default());
        let readiness = Readiness {
            app: Arc::clone(&app),
            is_serving: Arc::clone(&is_working),
            watch: Some(Arc::clone(&watch)),
        };
        let operations = server::serve_operations(readiness, operations)?;
        let operations_handle = operations.handle();
        let mut parts = Parts::default();
        parts.add("the operations listener ended", operations);
        let mut worker = Worker::default();
        worker.start(&app, watch);
        let ended = worker.run_until(&mut parts, asked_to_stop()).await;
        is_working.store(false, Ordering::SeqCst);
        worker.stop(&app, Instant::now() + PATIENCE).await;
        operations_handle.stop(false).await;
        ended
    })
}

/// The listeners, bound but not serving yet.
struct Listeners {
    portal: TcpListener,
    operations: TcpListener,
    registry: Option<TcpListener>,
}

impl Listeners {
    fn bind(config: &Config) -> anyhow::Result<Self> {
        let registry = config
            .registry_listen
            .map(|address| bound(address, "MYVAX_REGISTRY_LISTEN"));
        Ok(Self {
            portal: bound(config.listen, "MYVAX_LISTEN")?,
            operations: bound(config.operations_listen, OPERATIONS)?,
            registry: registry.transpose()?,
        })
    }
}

/// The worker of this process, if it has one.
struct Worker {
    parts: Parts,
    stop: watch::Sender<bool>,
}

impl Default for Worker {
    fn default() -> Self {
        Self {
            parts: Parts::default(),
            stop: watch::Sender::new(false),
        }
    }
}

impl Worker {
    fn start(&mut self, app: &Arc<App>, watch: Arc<Watch>) {
        let work = jobs::work(Arc::clone(app), watch, self.stop.subscribe());
        self.parts.add("the worker ended", work);
    }

    /// Runs until `asked`; returns an error if the worker or another part ends first.
    async fn run_until(
        &mut self,
        others: &mut Parts,
        asked: impl Future<Output = anyhow::Result<()>>,
    ) -> anyhow::Result<()> {
        let error = tokio::select! {
            asked = asked => return asked,
            error = others.one_ended() => error,
            error = self.parts.one_ended() => error,
        };
        tracing::error!(error = format!("{error:#}"), "ending the process");
        Err(error)
    }

    /// Finishes the rows in progress, and releases the ones that are left at the deadline `by`.
    async fn stop(self, app: &App, by: Instant) {
        self.stop.send_replace(true);
        self.parts.finish(by).await;
        let _leases_run_out_otherwise = timeout(GIVING_BACK, jobs::give_back(app)).await;
    }
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the async runtime cannot start")
}

fn bound(address: SocketAddr, setting: &str) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).with_context(|| {
        format!(
            "{setting}: cannot listen on {address}; stop the process that uses it, or set another address"
        )
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn print_sender_listener(address: SocketAddr) {
    tracing::info!(%address, "serving senders");
    if !address.ip().is_loopback() {
        tracing::warn!(
            "senders' passwords and messages cross the network unencrypted unless a proxy in front terminates TLS"
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

/// Prints the addresses of the demo and the people to look up.
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
        "\nAll data are deleted when the demo stops, unless a database is set. Stop with Ctrl-C."
    )?;
    out.flush()?;
    Ok(())
}
