//! What the service makes of two cores beside a bare loop of the same argon2 hash: links opened with their PIN, and
//! requests from accepted to handed to a gateway. No HTTP.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use backend::access::link::LinkToken;
use backend::access::unlock::unlock;
use backend::app::App;
use backend::db::access_links::{self, NewAccessLink};
use backend::jobs;
use backend::jobs::watch::Watch;
use backend::notify::{Notifier, OutboundMessage, SendError};
use backend::random::random_id;
use backend::record::PatientId;
use backend::secrets::keyring::Keyring;
use backend::secrets::pin_hash::{HashingMemory, PinHasher};
use chrono::TimeDelta;
use shared::pin::TypedPin;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use zeroize::Zeroizing;

use crate::figures::median;
use crate::import::{Engine, engines};
use crate::submitting::{app_on, form_of, runtime, submit_one};

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
const PIN: &str = "2580";
/// A link opens ten times in ten minutes, and all rounds together need about two thousand openings.
const LINKS: usize = 400;
/// How many people open a link at the same time; fewer than may wait for a permit.
const AT_ONCE: usize = 16;
const REQUESTS: usize = 200;

pub fn report(folder: &Path) {
    println!("\n## Hashing PINs\n");
    println!("| | a second | bare argon2 | ratio |");
    println!("|---|---:|---:|---:|");
    let runtime = runtime();
    for engine in engines(folder) {
        compare("links opened", engine.as_ref(), || {
            let app = Arc::new(app_on(&engine.fresh("hashing")));
            let tokens = links(&runtime, &app);
            let next = Arc::new(AtomicUsize::new(0));
            let runtime = &runtime;
            move || runtime.block_on(opened(&app, &tokens, &next))
        });
        compare("messages handed over", engine.as_ref(), || {
            let mut app = app_on(&engine.fresh("hashing"));
            let gateway = Arc::new(Gateway::default());
            app.notifier = Arc::<Gateway>::clone(&gateway);
            let (app, mut person) = (Arc::new(app), 0);
            let runtime = &runtime;
            move || {
                for _ in 0..REQUESTS {
                    runtime.block_on(submit_one(&app, &form_of(person)));
                    person += 1;
                }
                runtime.block_on(answered(&app, &gateway))
            }
        });
        engine.throw_away("hashing");
    }
}

/// Measures in turn with a bare loop, and prints the medians and the median of the rounds' ratios.
fn compare<M: FnMut() -> f64>(what: &str, engine: &dyn Engine, prepare: impl FnOnce() -> M) {
    let mut measure = prepare();
    let (mut rates, mut bare, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (own, alone) = (measure(), bare_hashes());
        rates.push(own);
        bare.push(alone);
        ratios.push(own / alone);
    }
    println!(
        "| {what}, {} | {:.1} | {:.1} | {:.2}× |",
        engine.name(),
        median(rates),
        median(bare),
        median(ratios)
    );
}

/// The hashes of a second on all cores.
fn bare_hashes() -> f64 {
    let begin = Instant::now();
    let cores = thread::available_parallelism().unwrap().get();
    let hashes: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores)
            .map(|_| {
                scope.spawn(|| {
                    let pins = PinHasher::new(Keyring::from(Zeroizing::new([1; 32])));
                    let mut memory = HashingMemory::default();
                    let mut hashes = 0;
                    while begin.elapsed() < ROUND {
                        pins.hash(&mut memory, PIN, "link");
                        hashes += 1;
                    }
                    hashes
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    per_second(hashes, begin.elapsed())
}

#[expect(clippy::cast_precision_loss, reason = "fewer than a million")]
pub fn per_second(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

fn links(runtime: &Runtime, app: &App) -> Vec<String> {
    let now = app.clock.now();
    let made = (0..LINKS).map(|_| {
        let (id, token) = (random_id(), LinkToken::generate());
        let link = NewAccessLink {
            pin_hash: Some(runtime.block_on(app.hash_pin(PIN, &id))),
            id,
            request_id: random_id(),
            request_code: "CODE".to_owned(),
            token_hash: token.hash(),
            issued_at: now,
            expires_at: now + TimeDelta::hours(1),
            patient_ids: vec![PatientId::new(random_id())],
        };
        app.db
            .write_blocking(|conn| access_links::insert(conn, &link))
            .unwrap();
        token.as_str().to_owned()
    });
    made.collect()
}

/// Opens links for one round.
async fn opened(app: &Arc<App>, tokens: &[String], next: &Arc<AtomicUsize>) -> f64 {
    let begin = Instant::now();
    let people = (0..AT_ONCE).map(|_| async {
        let mut opened = 0;
        while begin.elapsed() < ROUND {
            let token = &tokens[next.fetch_add(1, Ordering::Relaxed) % tokens.len()];
            let token = LinkToken::parse(token).unwrap();
            unlock(Arc::clone(app), token, TypedPin::parse(PIN).unwrap())
                .await
                .unwrap();
            opened += 1;
        }
        opened
    });
    let opened: usize = futures_util::future::join_all(people).await.into_iter().sum();
    per_second(opened, begin.elapsed())
}

/// Works until the gateway has a message for each request.
async fn answered(app: &Arc<App>, gateway: &Gateway) -> f64 {
    let expected = gateway.accepted.load(Ordering::SeqCst) + REQUESTS;
    let (stop, stopped) = watch::channel(false);
    let begin = Instant::now();
    let worker = tokio::spawn(jobs::work(Arc::clone(app), Arc::<Watch>::default(), stopped));
    while gateway.accepted.load(Ordering::SeqCst) < expected {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let took = begin.elapsed();
    stop.send(true).unwrap();
    worker.await.unwrap().unwrap();
    per_second(REQUESTS, took)
}

/// Accepts every message at once.
#[derive(Default)]
struct Gateway {
    accepted: AtomicUsize,
}

#[async_trait]
impl Notifier for Gateway {
    async fn send(&self, _: &OutboundMessage) -> Result<(), SendError> {
        self.accepted.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}
