//! Passes the rings of this process to the other processes on the database, and theirs to this one.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use crate::app::App;
use crate::db::lease::Queue;
use crate::db::notices::Notices;
use crate::db::{DatabaseUrl, DbError};

/// How often the thread looks for rings and notices: both wait half of it on average. Rings in between are one notice.
const LOOK: Duration = Duration::from_millis(10);
/// The pause before it connects again. Loops poll each second meanwhile.
const PAUSE: Duration = Duration::from_secs(2);
/// A connection without traffic is checked after this time.
const CHECK: Duration = Duration::from_secs(10);

/// Starts the thread, which ends with the app. On SQLite there is no other process to wake.
pub fn start(app: &Arc<App>, url: &DatabaseUrl) {
    if !app.db.has_a_server() {
        return;
    }
    let (app, url) = (Arc::downgrade(app), url.clone());
    std::thread::spawn(move || {
        while app.strong_count() > 0 {
            if let Err(error) = exchange(&app, &url) {
                tracing::warn!(%error, "other processes are not woken; they poll each second");
            }
            std::thread::sleep(PAUSE);
        }
    });
}

/// A notice is sent outside the transaction that wrote the row: one within it would make commits wait for each other,
/// and a notice that a crash loses costs a second.
fn exchange(app: &Weak<App>, url: &DatabaseUrl) -> Result<(), DbError> {
    let Some(mut notices) = Notices::open(url)? else {
        return Ok(());
    };
    let mut checked = Instant::now();
    while let Some(app) = app.upgrade() {
        for queue in Queue::ALL {
            if app.wake.take_ring_for_others(queue) {
                notices.send(queue.name())?;
                checked = Instant::now();
            }
        }
        if checked.elapsed() > CHECK {
            notices.send("")?;
            checked = Instant::now();
        }
        let received = notices.received()?;
        for queue in Queue::ALL {
            if received.iter().any(|text| text == queue.name()) {
                app.wake.ring_here(queue);
            }
        }
        drop(app);
        std::thread::sleep(LOOK);
    }
    Ok(())
}
