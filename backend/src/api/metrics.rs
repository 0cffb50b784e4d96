//! The metrics of this process, for Prometheus: the counters, and what is read when Prometheus asks.

use std::sync::Arc;

use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use shared::message::Channel;
use shared::portal::ChannelState;

use super::operations::{Observed, PATIENCE, Readiness, observe};
use crate::app::App;
use crate::db::lease::Queue;
use crate::db::queue_state::{self, QueueState};
use crate::db::{DbConnection, DbError, generation};
use crate::telemetry::gauges::{Gauges, number};
use crate::telemetry::metrics::TEXT_FORMAT;
use crate::telemetry::process::{self, Disk};

/// All metrics in the text format.
pub async fn show(readiness: web::Data<Readiness>) -> HttpResponse {
    let app = &readiness.app;
    let observed = observe(&readiness, app.clock.now()).await;
    let gauges = Gauges::default();
    of_readiness(&gauges, &readiness, &observed);
    let stored = match tokio::time::timeout(PATIENCE, stored(app)).await {
        Ok(Ok(stored)) => Some(stored),
        Ok(Err(_)) | Err(_) => None,
    };
    // The day of the budget is the database's.
    let now = stored
        .as_ref()
        .map_or_else(|| app.clock.now(), |stored| stored.now);
    if let Some(stored) = stored {
        of_database(&gauges, app, stored);
    }
    of_app(&gauges, app, now);
    of_process(&gauges, app);
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, TEXT_FORMAT))
        .body(app.metrics.text(gauges.families()))
}

fn of_readiness(gauges: &Gauges, readiness: &Readiness, observed: &Observed) {
    gauges.set(
        "myvax_ready",
        "1 if this process can do its work, as /health/ready says.",
        observed.is_ready(),
    );
    gauges.set(
        "myvax_database_takes_writes",
        "1 if the database stored a row within 1.8 seconds.",
        observed.oldest.is_some(),
    );
    let loops = || observed.loops.iter();
    gauges.set_each(
        (
            "myvax_loop_well",
            "1 if a loop of the worker runs and ends its rounds.",
            "loop",
        ),
        loops().map(|(one, pulse)| (one.name(), pulse.is_well().into())),
    );
    gauges.set_each(
        (
            "myvax_loop_seconds_since_round",
            "Seconds since a loop of the worker ended a round.",
            "loop",
        ),
        loops().map(|(one, pulse)| (one.name(), number(pulse.since_round.as_secs()))),
    );
    if let Some(watch) = &readiness.watch {
        gauges.set(
            "myvax_contact_hashes_known",
            "1 if this worker knows the key and the rules of the contact hashes.",
            watch.can_look_up(),
        );
    }
}

/// What the tables hold.
struct Stored {
    queues: Vec<(Queue, QueueState)>,
    generation: String,
    now: DateTime<Utc>,
}

async fn stored(app: &App) -> Result<Stored, DbError> {
    let now = app.shared_now().await?;
    let read = move |conn: &mut DbConnection| {
        let state = |queue| Ok((queue, queue_state::state(conn, queue, now)?));
        Ok(Stored {
            queues: Queue::ALL
                .into_iter()
                .map(state)
                .collect::<Result<_, DbError>>()?,
            generation: generation::stored(conn)?,
            now,
        })
    };
    app.db.read(read).await
}

fn of_database(gauges: &Gauges, app: &Arc<App>, stored: Stored) {
    let Stored {
        queues,
        generation,
        now,
    } = stored;
    let each = |value: fn(&QueueState, DateTime<Utc>) -> i64| {
        let values: Vec<_> = queues
            .iter()
            .map(|(queue, state)| (queue.name(), value(state, now)))
            .collect();
        values
    };
    gauges.set_each(
        ("myvax_queue_rows", "Open rows of a queue.", "queue"),
        each(|state, _| state.rows),
    );
    gauges.set_each(
        (
            "myvax_queue_oldest_seconds",
            "Age of the oldest open row of a queue; 0 if it is empty.",
            "queue",
        ),
        each(QueueState::oldest_seconds),
    );
    gauges.set_each(
        (
            "myvax_queue_overdue_seconds",
            "How long the row of a queue that is due for longest waits for a worker.",
            "queue",
        ),
        each(QueueState::overdue_seconds),
    );
    gauges.set(
        "myvax_generation_current",
        "1 if the database is the one that this process opened, and not a restored copy.",
        generation == app.generation,
    );
}

fn of_app(gauges: &Gauges, app: &App, now: DateTime<Utc>) {
    let is_on = |channel| match channel {
        Channel::Sms => app.channels.sms != ChannelState::Off,
        Channel::Email => app.channels.email != ChannelState::Off,
    };
    let channels = Channel::ALL.into_iter().filter(|channel| is_on(*channel));
    gauges.set_each(
        (
            "myvax_gateway_failing",
            "1 if the circuit breaker of a channel is open: its gateway fails for everyone.",
            "channel",
        ),
        channels.map(|channel| (channel.name(), app.notifier.is_failing(channel).into())),
    );
    gauges.set(
        "myvax_text_budget_spent",
        "Text messages of this day, as far as this process knows.",
        app.text_budget.spent(now),
    );
    gauges.set(
        "myvax_text_budget_limit",
        "Text messages that a day allows.",
        app.limits.texts_per_day,
    );
    let hashing = app.permits.usage();
    gauges.set(
        "myvax_hashing_permits",
        "PINs that are hashed at once at most.",
        number(hashing.at_once),
    );
    gauges.set(
        "myvax_hashing_in_use",
        "PINs that are hashed now.",
        number(hashing.in_use),
    );
    gauges.set(
        "myvax_hashing_waiting",
        "Calls that wait for a permit to hash, of at most 64.",
        number(hashing.waiting),
    );
    gauges.count(
        "myvax_hashing_refused_total",
        "Calls that were refused because 64 others waited.",
        hashing.refused,
    );
    gauges.count(
        "myvax_hashes_total",
        "PINs that were hashed.",
        app.permits.granted(),
    );
    let pools = app.db.pools();
    gauges.set_each(
        (
            "myvax_database_connections",
            "Connections that a pool may open.",
            "pool",
        ),
        pools.iter().map(|pool| (pool.name, number(pool.connections))),
    );
    gauges.set_each(
        (
            "myvax_database_connections_in_use",
            "Connections of a pool that work now.",
            "pool",
        ),
        pools.iter().map(|pool| (pool.name, number(pool.in_use))),
    );
}

fn of_process(gauges: &Gauges, app: &App) {
    gauges.set_each(
        ("myvax_build_info", "Always 1; the version is a label.", "version"),
        [(env!("CARGO_PKG_VERSION"), 1)],
    );
    if let Some(bytes) = process::resident_bytes() {
        gauges.set(
            "process_resident_memory_bytes",
            "Memory that this process holds.",
            number(bytes),
        );
    }
    if let Some(files) = process::open_files() {
        gauges.set(
            "process_open_fds",
            "Files and connections that this process has open.",
            number(files),
        );
    }
    if let Some(files) = process::most_open_files() {
        gauges.set(
            "process_max_fds",
            "Files and connections that this process may open.",
            number(files),
        );
    }
    if let Some(disk) = app.db.file().and_then(Disk::of) {
        gauges.set(
            "myvax_disk_free_bytes",
            "Free space on the disk of the SQLite database.",
            number(disk.free_bytes),
        );
        gauges.set(
            "myvax_disk_bytes",
            "Size of the disk of the SQLite database.",
            number(disk.bytes),
        );
    }
}
