//! PostgreSQL behind a proxy that stops, or goes silent: connections stay open, and nothing arrives any more.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use backend::db::claim::claim;
use backend::db::lease::Queue;

use crate::helpers::TestApp;
use crate::helpers::database::{TestDatabase, is_postgres};
use crate::helpers::forms::zoe;
use crate::helpers::process::Process;
use crate::helpers::settings;

/// Forwards connections. Those older than `silent_before` forward nothing.
struct Proxy {
    port: u16,
    opened: AtomicUsize,
    silent_before: AtomicUsize,
    is_stopped: AtomicBool,
}

impl Proxy {
    fn start(server: &str) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Arc::new(Self {
            port: listener.local_addr().unwrap().port(),
            opened: AtomicUsize::new(0),
            silent_before: AtomicUsize::new(0),
            is_stopped: AtomicBool::new(false),
        });
        let (accepting, server) = (Arc::clone(&proxy), server.to_owned());
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if accepting.is_stopped.load(Ordering::SeqCst) {
                    continue;
                }
                let server = TcpStream::connect(&server).unwrap();
                let number = accepting.opened.fetch_add(1, Ordering::SeqCst);
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    let proxy = Arc::clone(&accepting);
                    std::thread::spawn(move || proxy.forward(number, from, to));
                }
            }
        });
        proxy
    }

    fn forward(&self, number: usize, mut from: TcpStream, mut to: TcpStream) {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            if self.is_stopped.load(Ordering::SeqCst) {
                break;
            }
            let is_silent = number < self.silent_before.load(Ordering::SeqCst);
            if !is_silent && to.write_all(&bytes[..count]).is_err() {
                break;
            }
        }
        let _it_may_be_closed = to.shutdown(Shutdown::Both);
    }

    /// Silences the connections that are open now.
    fn silence(&self) {
        let opened = self.opened.load(Ordering::SeqCst);
        self.silent_before.store(opened, Ordering::SeqCst);
    }

    /// Closes connections when they are used, and new ones at once, as a server that is stopped.
    fn stop(&self, is_stopped: bool) {
        self.is_stopped.store(is_stopped, Ordering::SeqCst);
    }

    /// Silences all connections, new ones too.
    fn silence_for_good(&self) {
        self.silent_before.store(usize::MAX, Ordering::SeqCst);
    }
}

/// A proxy in front of a database's server, and the database's address by it.
fn proxied(database: &TestDatabase) -> (Arc<Proxy>, String) {
    let (user, rest) = database.url.split_once('@').unwrap();
    let (server, name) = rest.split_once('/').unwrap();
    let proxy = Proxy::start(server);
    let url = format!("{user}@127.0.0.1:{}/{name}", proxy.port);
    (proxy, url)
}

/// An app that reaches its database by the proxy.
fn behind_a_proxy(first: &TestApp) -> (TestApp, Arc<Proxy>) {
    let (proxy, url) = proxied(&first.database);
    let app = first.another_machine(&[("MYVAX_DATABASE_URL".to_owned(), url)]);
    (app, proxy)
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_connections_are_left_for_new_ones() {
    if !is_postgres() {
        return;
    }
    let first = TestApp::start();
    let (test, proxy) = behind_a_proxy(&first);
    assert_eq!(test.submit(&zoe()).await.status(), 202);
    proxy.silence();
    let start = Instant::now();
    while test.submit(&zoe()).await.status() != 202 {
        assert!(
            start.elapsed() < Duration::from_mins(1),
            "the calls never work again"
        );
    }
    assert!(test.inbox().is_empty());
    test.work().await;
    assert!(!test.inbox().is_empty());
}

/// A row that a silent process locked would never be claimed: claims skip locked rows.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_goes_silent_during_a_transaction_keeps_no_row_locked() {
    if !is_postgres() {
        return;
    }
    let first = TestApp::start();
    assert_eq!(first.submit(&zoe()).await.status(), 202);
    let (silent, proxy) = behind_a_proxy(&first);
    let worker = silent.app.worker.clone();
    let now = silent.app.shared_now().await.unwrap();
    let cut_off = silent.app.db.write(move |conn| {
        assert_eq!(claim(conn, Queue::AccessRequests, &worker, now, 1)?.len(), 1);
        proxy.silence_for_good();
        Ok(())
    });
    assert!(cut_off.await.is_err(), "the commit has no answer");
    let start = Instant::now();
    while first.inbox().is_empty() {
        assert!(start.elapsed() < Duration::from_mins(1), "the row stays locked");
        first.work().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_server_makes_calls_fail_and_never_hang() {
    if !is_postgres() {
        return;
    }
    let first = TestApp::start();
    let (test, proxy) = behind_a_proxy(&first);
    let proof = test.proof().await;
    proxy.silence_for_good();
    let mut form = zoe();
    form["bot_proof"] = proof.into();
    let calls = (0..3).map(|_| test.post("/api/v1/access-requests", &form));
    for answer in futures_util::future::join_all(calls).await {
        assert_eq!(answer.status(), 503);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_server_makes_the_process_not_ready_until_it_returns() {
    if !is_postgres() {
        return;
    }
    let database = TestDatabase::new();
    let (proxy, url) = proxied(&database);
    let process = Process::serve(&settings(&url), &[]).await;
    assert_eq!(process.submit(&zoe()).await, 202);
    proxy.stop(true);
    process
        .until("the process is not ready", async |process| {
            process.ready().await == 503
        })
        .await;
    assert_eq!(process.submit(&zoe()).await, 503);
    proxy.stop(false);
    process
        .until("the process is ready again", async |process| {
            process.ready().await == 200
        })
        .await;
    assert_eq!(process.submit(&zoe()).await, 202);
    let written = process.stop();
    assert!(written.ended_well);
    assert!(written.logged.contains("a call failed in the database"));
    let line = "no connection to the database can be opened; trying again";
    assert!(written.logged.matches(line).count() <= 1, "{}", written.logged);
}
