//! Measures how long a resident's record takes on each engine, including the card and its signature: one call of the
//! registry, and no HTTP.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use backend::access::view::view;
use backend::app::App;
use backend::clock::{Clock, SystemClock};
use backend::commands::sample;
use backend::config::{Config, Mode, Sources};
use backend::db::access_links::{self, NewAccessLink};
use shared::access_request::AccessRequestForm;
use tokio::runtime::Runtime;

use crate::figures::{micros, percentile};
use crate::import::{Engine, engines};

const ROUNDS: usize = 5;
const VIEWS: usize = 2_000;
const LINK: &str = "link";

pub fn report(folder: &Path) {
    println!("\n## Reading a record\n");
    println!("| | p50 | p99 |");
    println!("|---|---:|---:|");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let engines = engines(folder);
    let apps: Vec<App> = engines
        .iter()
        .map(|engine| app(&runtime, engine.as_ref()))
        .collect();
    let mut times: Vec<Vec<Duration>> = apps.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for (app, times) in apps.iter().zip(&mut times) {
            times.extend(runtime.block_on(views(app)));
        }
    }
    let mut medians = Vec::new();
    for (engine, times) in engines.iter().zip(&mut times) {
        let median = micros(percentile(times, 0.5));
        println!(
            "| {} | {median:.0} µs | {:.0} µs |",
            engine.name(),
            micros(percentile(times, 0.99))
        );
        medians.push(median);
    }
    if let [sqlite, postgres] = medians[..] {
        println!(
            "\nPostgreSQL takes {:.2}× of SQLite (goal: at most 2×).",
            postgres / sqlite
        );
    }
    drop(apps);
    for engine in engines {
        engine.throw_away("reading");
    }
}

async fn views(app: &App) -> Vec<Duration> {
    let mut times = Vec::with_capacity(VIEWS);
    for _ in 0..VIEWS {
        let start = Instant::now();
        view(app, LINK).await.unwrap();
        times.push(start.elapsed());
    }
    times
}

/// The sample registry, and a link to the record of one of its people.
fn app(runtime: &Runtime, engine: &dyn Engine) -> App {
    let sources = Sources {
        environment: [("MYVAX_DATABASE_URL".to_owned(), engine.fresh("reading"))].into(),
        ..Sources::default()
    };
    let config = Config::load(&sources, Mode::Demo).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let app = App::new(&config, Arc::new(SystemClock)).unwrap();
    sample::add(&app.db, &app.contact_hashers, app.clock.as_ref()).unwrap();
    let typed = |text: &str| Some(text.to_owned());
    let form = AccessRequestForm {
        first_name: typed("Zoë"),
        last_name: typed("Example"),
        birth_date: typed("1988-02-29"),
        gender: typed("female"),
        email: typed("zoe@example.org"),
        pin: typed("2580"),
        ..AccessRequestForm::default()
    };
    let today = SystemClock.latest_today();
    let request = form.parse(today).unwrap();
    let mut found = runtime
        .block_on(app.registry.candidates(&request, today))
        .unwrap();
    let now = SystemClock.now();
    let link = NewAccessLink {
        id: LINK.to_owned(),
        request_id: "request".to_owned(),
        request_code: "CODE".to_owned(),
        token_hash: vec![0; 32],
        pin_hash: Some(String::new()),
        issued_at: now,
        expires_at: now,
        patient_ids: vec![found.remove(0).patient_id],
    };
    app.db
        .write_blocking(|conn| access_links::insert(conn, &link))
        .unwrap();
    app
}
