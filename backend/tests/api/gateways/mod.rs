//! The gateways as the service meets them: real processes on loopback that behave well, badly, or not at all.

mod mail;
mod processes;
mod status_reports;
mod texts;

use std::sync::Arc;

use backend::app::App;
use backend::db::lease::Queue;
use backend::jobs::queue;
use backend::notify::Notifier;
use chrono::TimeDelta;
use shared::message::Channel;

use crate::helpers::TestApp;

/// An app whose messages go to this notifier. Its sends are given up after less than a second.
fn app_with(test: &TestApp, notifier: Arc<dyn Notifier>) -> Arc<App> {
    let mut app = test.another_app();
    app.notifier = notifier;
    app.worker.lease = TimeDelta::seconds(2);
    Arc::new(app)
}

/// Decides every request, without sending a message.
async fn decide(test: &TestApp) {
    while queue::round(&test.app, Queue::AccessRequests).await.unwrap() > 0 {}
}

/// Sends the due messages of a channel once.
async fn send_once(app: &Arc<App>, channel: Channel) -> usize {
    queue::round(app, Queue::Messages(channel)).await.unwrap()
}
