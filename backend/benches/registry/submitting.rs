//! Storing requests, each in a durable transaction, beside a bare loop of the same two inserts with prepared statements
//! on the same database. No HTTP.

use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use backend::access::submit::submit;
use backend::app::App;
use backend::bot_check::SolvedChallenge;
use backend::clock::{Clock, SystemClock};
use backend::config::{Config, Mode, Sources};
use backend::random::random_id;
use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use diesel::pg::PgConnection;
use diesel::prelude::*;
use rusqlite::params;
use shared::access_request::{AccessRequest, AccessRequestForm};
use tokio::runtime::Runtime;

use crate::figures::median;
use crate::hashing::per_second;
use crate::import::engines;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
/// How many people submit at the same time.
const AT_ONCE: usize = 32;
/// The connections to PostgreSQL that the service opens, and the bare loop too. SQLite has one writer.
const CONNECTIONS: usize = 10;
/// About the bytes of a sealed request.
const SEALED_BYTES: usize = 250;

pub fn report(folder: &Path) {
    println!("\n## Storing requests\n");
    println!("| | a second | bare inserts | ratio |");
    println!("|---|---:|---:|---:|");
    let runtime = runtime();
    for engine in engines(folder) {
        let url = engine.fresh("submitting");
        let app = Arc::new(app_on(&url));
        let (mut rates, mut bare, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let own = runtime.block_on(submitted(&app));
            let alone = bare_inserts(&url);
            rates.push(own);
            bare.push(alone);
            ratios.push(own / alone);
        }
        println!(
            "| {} | {:.0} | {:.0} | {:.2}× |",
            engine.name(),
            median(rates),
            median(bare),
            median(ratios)
        );
        drop(app);
        engine.throw_away("submitting");
    }
}

/// The app of a demo on this database, without the sample registry.
pub fn app_on(url: &str) -> App {
    let mut sources = Sources::default();
    sources
        .environment
        .insert("MYVAX_DATABASE_URL".to_owned(), url.to_owned());
    let config = Config::load(&sources, Mode::Demo).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    App::new(&config, Arc::new(SystemClock)).unwrap()
}

pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// The form of an invented person whom no registry knows.
pub fn form_of(person: usize) -> AccessRequest {
    let typed = |text: String| Some(text);
    let letters: String = person
        .to_string()
        .bytes()
        .map(|digit| char::from(digit - b'0' + b'a'))
        .collect();
    let form = AccessRequestForm {
        first_name: typed(format!("Ann {letters}")),
        last_name: typed("Example".to_owned()),
        birth_date: typed("1988-02-28".to_owned()),
        gender: typed("female".to_owned()),
        email: typed(format!("person{person}@example.org")),
        pin: typed("2580".to_owned()),
        ..AccessRequestForm::default()
    };
    form.parse(SystemClock.latest_today()).unwrap()
}

pub async fn submit_one(app: &App, request: &AccessRequest) {
    let proof = SolvedChallenge {
        key: random_id(),
        expires_at: app.clock.now() + TimeDelta::minutes(20),
    };
    submit(app, request, app.default_locale, proof).await.unwrap();
}

async fn submitted(app: &Arc<App>) -> f64 {
    let begin = Instant::now();
    let people = (0..AT_ONCE).map(|person| {
        let app = Arc::clone(app);
        tokio::spawn(async move {
            let request = form_of(person);
            let mut stored = 0;
            while begin.elapsed() < ROUND {
                submit_one(&app, &request).await;
                stored += 1;
            }
            stored
        })
    });
    let people: Vec<_> = people.collect();
    let mut stored = 0;
    for person in people {
        stored += person.await.unwrap();
    }
    per_second(stored, begin.elapsed())
}

const CHALLENGE: &str = "INSERT INTO used_challenge (challenge, expires_at) VALUES ($1, $2)";
const REQUEST: &str = "INSERT INTO access_request (id, request_code, state, locale, contact_hash, identity_hash, \
     sealed_payload, received_at, attempts, next_try_at) \
     VALUES ($1, 'CODE', 'open', 'en', $2, $3, $4, $5, 0, $5)";

fn bare_inserts(url: &str) -> f64 {
    match url.strip_prefix("sqlite://") {
        Some(path) => bare_on_sqlite(path),
        None => bare_on_postgres(url),
    }
}

fn bare_on_sqlite(path: &str) -> f64 {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.execute_batch("PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
        .unwrap();
    let mut challenge = conn.prepare(CHALLENGE).unwrap();
    let mut request = conn.prepare(REQUEST).unwrap();
    let (begin, mut stored) = (Instant::now(), 0);
    while begin.elapsed() < ROUND {
        let now = SystemClock.now().naive_utc().to_string();
        conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        challenge.execute(params![random_id(), now]).unwrap();
        request
            .execute(params![
                random_id(),
                [1_u8; 32],
                [2_u8; 32],
                [3_u8; SEALED_BYTES].as_slice(),
                now
            ])
            .unwrap();
        conn.execute_batch("COMMIT").unwrap();
        stored += 1;
    }
    per_second(stored, begin.elapsed())
}

fn bare_on_postgres(url: &str) -> f64 {
    let begin = Instant::now();
    let stored: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS)
            .map(|_| scope.spawn(|| one_bare_connection(url, begin)))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    per_second(stored, begin.elapsed())
}

fn one_bare_connection(url: &str, begin: Instant) -> usize {
    let mut conn = PgConnection::establish(url).unwrap();
    conn.batch_execute(&format!(
        "SET synchronous_commit = on; PREPARE challenge (text, timestamp) AS {CHALLENGE}; \
         PREPARE request (text, bytea, bytea, bytea, timestamp) AS {REQUEST}"
    ))
    .unwrap();
    let (hash, sealed) = ("01".repeat(32), "02".repeat(SEALED_BYTES));
    let mut stored = 0;
    while begin.elapsed() < ROUND {
        let now = SystemClock.now().naive_utc();
        let (challenge, id) = (random_id(), random_id());
        let statements = [
            "BEGIN".to_owned(),
            format!("EXECUTE challenge ('{challenge}', '{now}')"),
            format!(r"EXECUTE request ('{id}', '\x{hash}', '\x{hash}', '\x{sealed}', '{now}')"),
            "COMMIT".to_owned(),
        ];
        for statement in statements {
            conn.batch_execute(&statement).unwrap();
        }
        stored += 1;
    }
    stored
}
