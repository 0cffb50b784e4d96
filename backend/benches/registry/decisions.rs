//! Measures one decision with all its database reads at several sizes of the registry, against a bare lookup in the
//! same index; and decisions alone, with the candidates in memory.

use std::path::Path;
use std::time::{Duration, Instant};

use backend::clock::{Clock, SystemClock};
use backend::matching::{Outcome, Policy, decide};
use backend::registry::{LocalRegistry, Registry as _};
use rusqlite::{Connection, OpenFlags, params};
use tokio::runtime::Runtime;

use crate::figures::{median, micros, percentile};
use crate::registry::{self, Registry};

const ROUNDS: usize = 3;
/// The performance goals of the project.
const LONGEST_P99: f64 = 1_000.0;
const MOST_GROWTH: f64 = 1.3;

/// Medians over all rounds.
struct Line {
    patients: u64,
    p50: f64,
    p99: f64,
    bare_p50: f64,
    bare_p99: f64,
    found: f64,
}

pub fn report(folder: &Path, sizes: &[u64]) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let registries: Vec<Registry> = sizes
        .iter()
        .map(|patients| registry::open(folder, *patients))
        .collect();
    let mut rounds: Vec<Vec<Line>> = registries.iter().map(|_| Vec::new()).collect();
    for round in 0..=ROUNDS {
        for (registry, lines) in registries.iter().zip(&mut rounds) {
            let line = measure(&runtime, registry);
            // The first round is a warm-up.
            if round > 0 {
                lines.push(line);
            }
        }
    }
    println!("## Decisions\n");
    println!("| patients | decision p50 | p99 | bare lookup p50 | p99 | found |");
    println!("|---:|---:|---:|---:|---:|---:|");
    let lines: Vec<Line> = rounds.iter().map(|rounds| middle(rounds)).collect();
    for line in &lines {
        println!(
            "| {} | {:.0} µs | {:.0} µs | {:.1} µs | {:.1} µs | {:.1} % |",
            line.patients, line.p50, line.p99, line.bare_p50, line.bare_p99, line.found
        );
    }
    if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
        println!(
            "\nGrowth from {} to {} patients: p50 {:.2}×, p99 {:.2}× (goal: at most {MOST_GROWTH}×); p99 goal: at most \
             {LONGEST_P99} µs.",
            first.patients,
            last.patients,
            last.p50 / first.p50,
            last.p99 / first.p99
        );
    }
    println!(
        "\nDecisions alone, candidates in memory: {:.0} a second on one core.",
        alone(&runtime, &registries[0])
    );
}

fn measure(runtime: &Runtime, registry: &Registry) -> Line {
    let key = registry::contact_hashers();
    let known = key.now();
    let hasher = known.current();
    let local = LocalRegistry::new(registry.database.clone(), key);
    let bare = Connection::open_with_flags(&registry.path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let today = SystemClock.latest_today();
    let (mut ours, mut anchors, mut found) = (Vec::new(), Vec::new(), 0_u32);
    for request in &registry.requests {
        let start = Instant::now();
        let is_found = runtime.block_on(async {
            let candidates = local.candidates(request, today).await.unwrap();
            match decide(request, &candidates, Policy::Default, today).outcome {
                Outcome::Matched(ids) => local.person(&ids).await.unwrap().is_some(),
                Outcome::NotMatched => false,
            }
        });
        ours.push(start.elapsed());
        found += u32::from(is_found);
        let hash = hasher.hash(&request.contact).unwrap();
        let start = Instant::now();
        look_up(&bare, &hash);
        anchors.push(start.elapsed());
    }
    #[expect(clippy::cast_precision_loss, reason = "a share of some thousands")]
    let found = f64::from(found) * 100.0 / registry.requests.len() as f64;
    let figure = |values: &mut Vec<Duration>, share| micros(percentile(values, share));
    Line {
        patients: registry.patients,
        p50: figure(&mut ours, 0.5),
        p99: figure(&mut ours, 0.99),
        bare_p50: figure(&mut anchors, 0.5),
        bare_p99: figure(&mut anchors, 0.99),
        found,
    }
}

/// The bare lookup: the patients with a contact.
fn look_up(conn: &Connection, hash: &[u8]) {
    let mut select = conn
        .prepare_cached(
            "SELECT p.first_name, p.last_name, p.birth_date FROM contact_hash k JOIN patient p ON p.id = k.patient_id \
             WHERE k.hash = ?",
        )
        .unwrap();
    let mut rows = select.query(params![hash]).unwrap();
    while rows.next().unwrap().is_some() {}
}

fn middle(rounds: &[Line]) -> Line {
    let of = |field: fn(&Line) -> f64| median(rounds.iter().map(field).collect());
    Line {
        patients: rounds[0].patients,
        p50: of(|line| line.p50),
        p99: of(|line| line.p99),
        bare_p50: of(|line| line.bare_p50),
        bare_p99: of(|line| line.bare_p99),
        found: of(|line| line.found),
    }
}

fn alone(runtime: &Runtime, registry: &Registry) -> f64 {
    let today = SystemClock.latest_today();
    let local = LocalRegistry::new(registry.database.clone(), registry::contact_hashers());
    let cases: Vec<_> = registry
        .requests
        .iter()
        .map(|request| {
            let candidates = runtime.block_on(local.candidates(request, today)).unwrap();
            (request, candidates)
        })
        .collect();
    let rate = || {
        let start = Instant::now();
        for (request, candidates) in &cases {
            std::hint::black_box(decide(request, candidates, Policy::Default, today));
        }
        #[expect(clippy::cast_precision_loss, reason = "some thousands")]
        let count = cases.len() as f64;
        count / start.elapsed().as_secs_f64()
    };
    median((0..ROUNDS).map(|_| rate()).collect())
}
