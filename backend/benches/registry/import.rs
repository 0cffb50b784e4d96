//! Measures the import of HL7 v2 messages into an empty registry with the real command, against a bare insert of the
//! resulting rows into the same tables with the same durability.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use generator::hl7v2::Messages;

use crate::figures::median;
use crate::messages::{self, Order};
use crate::postgres_anchor::Postgres;
use crate::sqlite_anchor::Sqlite;

const ROUNDS: usize = 3;
pub const TABLES: [&str; 5] = [
    "patient",
    "report",
    "patient_contact",
    "contact_hash",
    "immunization",
];
/// About as many rows in a transaction as the import writes.
pub const ROWS_OF_A_TRANSACTION: usize = 2_000;
const LEAST_RATIO: f64 = 0.3;
const MOST_MEMORY: u64 = 200;

/// An engine to import into, and its anchor.
pub trait Engine {
    fn name(&self) -> &'static str;
    /// The URL of an empty database of this name.
    fn fresh(&self, name: &str) -> String;
    fn throw_away(&self, name: &str);
    /// Inserts the rows of this database one by one into another. The time excludes reading the rows.
    fn bare_insert(&self, source: &str) -> Bare;
}

#[derive(Default)]
pub struct Bare {
    pub spent: Duration,
    pub rows: usize,
}

/// The order of arrival; for contact hashes this is the order of the patients.
pub fn ordered_by(table: &str) -> &'static str {
    if table == "patient" { "id" } else { "patient_id" }
}

/// SQLite, and PostgreSQL if `make bench` started it.
pub fn engines(folder: &Path) -> Vec<Box<dyn Engine>> {
    let mut engines: Vec<Box<dyn Engine>> = vec![Box::new(Sqlite {
        folder: folder.to_owned(),
    })];
    if let Ok(url) = std::env::var("MYVAX_TEST_POSTGRES_URL") {
        engines.push(Box::new(Postgres { url }));
    }
    engines
}

/// Measures regular traffic, a message for each visit; and a first load, each patient's whole history at once.
pub fn report(folder: &Path, visits: u64) {
    println!("\n## Import\n");
    println!(
        "| | | messages | rows | messages a second | rows a second | against a bare insert of the same rows | peak memory |"
    );
    println!("|---|---|---:|---:|---:|---:|---:|---:|");
    let engines = engines(folder);
    let loads = [
        (
            "a message for each visit, by patient",
            Messages::PerVisit,
            Order::ByPatient,
            visits,
        ),
        (
            "a message for each visit, by time",
            Messages::PerVisit,
            Order::ByTime,
            visits / 5,
        ),
        (
            "whole histories, a first load",
            Messages::PerPatient,
            Order::ByPatient,
            visits / 10,
        ),
    ];
    for (name, kind, order, messages) in loads {
        let file = messages::file(folder, kind, order, messages);
        for engine in &engines {
            measure(engine.as_ref(), name, &file, messages);
        }
    }
    println!("\nGoals: at least {LEAST_RATIO}×, at most {MOST_MEMORY} MiB.");
}

fn measure(engine: &dyn Engine, name: &str, file: &Path, messages: u64) {
    let (mut seconds, mut ratios, mut memory, mut rows) = (Vec::new(), Vec::new(), 0, 0);
    for _ in 0..ROUNDS {
        let run = import(file, &engine.fresh("imported"));
        assert_eq!(run.messages, messages, "the whole file went in");
        let bare = engine.bare_insert("imported");
        // Deleted after each round, because several copies would fill a small disk.
        engine.throw_away("imported");
        seconds.push(run.seconds);
        ratios.push(bare.spent.as_secs_f64() / run.seconds);
        memory = memory.max(run.peak_mib);
        rows = bare.rows;
    }
    let seconds = median(seconds);
    #[expect(clippy::cast_precision_loss, reason = "numbers of messages and rows")]
    let (messages_rate, rows_rate) = (messages as f64 / seconds, rows as f64 / seconds);
    println!(
        "| {} | {name} | {messages} | {rows} | {messages_rate:.0} | {rows_rate:.0} | {:.2}× | {memory} MiB |",
        engine.name(),
        median(ratios)
    );
}

struct Run {
    messages: u64,
    seconds: f64,
    peak_mib: u64,
}

fn import(file: &Path, database: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_myvax"))
        .env_clear()
        .env("MYVAX_DATABASE_URL", database)
        .env(
            "MYVAX_CONTACT_KEY",
            "Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2M=",
        )
        .args(["registry", "import", "--json"])
        .arg(file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut peak_mib = 0;
    while child.try_wait().unwrap().is_none() {
        peak_mib = peak_mib.max(peak_memory(child.id()).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    Run {
        messages: summary["messages"].as_u64().unwrap() - summary["rejected"].as_u64().unwrap(),
        seconds: summary["seconds"].as_f64().unwrap(),
        peak_mib,
    }
}

/// The peak memory of the process in MiB (Linux).
fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim()
        .strip_suffix(" kB")?
        .trim()
        .parse::<u64>()
        .ok()
        .map(|kib| kib / 1024)
}
