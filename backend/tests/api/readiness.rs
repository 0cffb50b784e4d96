//! `/health/ready` reports whether the process can work.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use backend::api::operations::Readiness;
use backend::jobs::watch::{Loop, Watch};
use backend::server;
use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde_json::Value;

use crate::helpers::database::{TestDatabase, is_postgres};
use crate::helpers::exposition::Exposition;
use crate::helpers::forms::{nobody, zoe};
use crate::helpers::listeners::listener;
use crate::helpers::process::Process;
use crate::helpers::{TestApp, settings};

pub struct Operations {
    url: String,
    watch: Arc<Watch>,
}

impl Operations {
    pub fn of(test: &TestApp) -> Self {
        let (listener, address) = listener();
        let watch = Arc::<Watch>::default();
        let readiness = Readiness {
            app: Arc::clone(&test.app),
            is_serving: Arc::new(AtomicBool::new(true)),
            watch: Some(Arc::clone(&watch)),
        };
        tokio::spawn(server::serve_operations(readiness, listener).unwrap());
        Self {
            url: format!("http://{address}"),
            watch,
        }
    }

    pub async fn metrics(&self) -> Exposition {
        let answer = reqwest::get(format!("{}/metrics", self.url)).await.unwrap();
        Exposition::of(answer).await
    }

    async fn ready(&self) -> (u16, Value) {
        let answer = reqwest::get(format!("{}/health/ready", self.url)).await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_can_do_its_work_is_ready() {
    let test = TestApp::start();
    let (status, body) = Operations::of(&test).ready().await;
    assert_eq!(status, 200);
    assert_eq!(
        (&body["is_ready"], &body["database_takes_writes"]),
        (&true.into(), &true.into())
    );
    assert_eq!(body["worker"].as_object().unwrap().len(), Loop::ALL.len());
    assert_eq!(body["oldest_request_seconds"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loop_that_is_down_is_told_by_its_name() {
    let test = TestApp::start();
    let operations = Operations::of(&test);
    operations.watch.went_down(Loop::Sweeping);
    let (status, body) = operations.ready().await;
    assert_eq!(status, 503);
    assert_eq!(body["worker"]["sweeping"]["is_well"], false);
    assert_eq!(body["worker"]["deciding"]["is_well"], true);
    operations.watch.round_finished(Loop::Sweeping);
    assert_eq!(operations.ready().await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_age_of_what_waits_is_told_and_names_nobody() {
    let test = TestApp::start();
    let operations = Operations::of(&test);
    test.submit(&nobody()).await;
    test.clock.advance(TimeDelta::minutes(5));
    test.submit(&zoe()).await;
    let (status, body) = operations.ready().await;
    assert_eq!((status, &body["oldest_request_seconds"]), (200, &300.into()));
    backend::jobs::queue::round(&test.app, backend::db::lease::Queue::AccessRequests)
        .await
        .unwrap();
    test.clock.advance(TimeDelta::minutes(1));
    let (_, body) = operations.ready().await;
    assert_eq!(body["oldest_message_seconds"], 60);
    assert!(!body.to_string().contains("5550"), "{body}");
}

/// Blocks the writes of the server, as another process may.
fn writes_blocked(test: &TestApp) -> Box<dyn std::any::Any> {
    if is_postgres() {
        let mut other = PgConnection::establish(&test.database.url).unwrap();
        other
            .batch_execute("BEGIN; LOCK TABLE write_probe IN ACCESS EXCLUSIVE MODE")
            .unwrap();
        return Box::new(other);
    }
    let path = test.database.url.strip_prefix("sqlite://").unwrap();
    let other = rusqlite::Connection::open(path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    Box::new(other)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_takes_no_write_is_told_within_seconds() {
    let test = TestApp::start();
    let operations = Operations::of(&test);
    assert_eq!(operations.ready().await.0, 200);
    let held = writes_blocked(&test);
    let begin = Instant::now();
    let (status, body) = operations.ready().await;
    assert_eq!((status, &body["database_takes_writes"]), (503, &false.into()));
    assert!(body.get("oldest_request_seconds").is_none(), "{body}");
    assert!(begin.elapsed() < Duration::from_secs(4), "{:?}", begin.elapsed());
    drop(held);
    while operations.ready().await.0 != 200 {
        assert!(begin.elapsed() < Duration::from_mins(1), "it does not recover");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_full_is_told_and_so_is_its_recovery() {
    if is_postgres() {
        // The server's disk is not this process's.
        return;
    }
    let database = TestDatabase::new();
    let process = Process::serve(&settings(&database.url), &[]).await;
    process.limit_files("4096");
    process
        .until("the server is not ready", async |process| {
            process.ready().await == 503
        })
        .await;
    assert_eq!(process.submit(&zoe()).await, 503);
    process.limit_files("unlimited");
    process
        .until("the server is ready again", async |process| {
            process.ready().await == 200
        })
        .await;
    assert_eq!(process.submit(&zoe()).await, 202);
    assert!(process.stop().ended_well);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_a_worker_watches_none() {
    let database = TestDatabase::new();
    let process = Process::serve(&settings(&database.url), &["--no-worker"]).await;
    let url = format!("{}/health/ready", process.operations_url);
    let body: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    assert_eq!(
        (&body["is_ready"], &body["worker"]),
        (&true.into(), &serde_json::json!({}))
    );
    process.kill();
}
