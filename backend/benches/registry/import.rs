//! HL7 messages into an empty registry by the real command, beside a bare insert of the rows they became, into the same
//! tables, with the same durability.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use generator::hl7v2::{Messages, write};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::figures::median;
use crate::registry::opened;

const ROUNDS: usize = 3;
const TABLES: [&str; 5] = [
    "patient",
    "report",
    "patient_contact",
    "contact_key",
    "immunization",
];
/// About as many rows of a transaction as the import's.
const ROWS_OF_A_TRANSACTION: usize = 2_000;
const LEAST_RATIO: f64 = 0.3;
const MOST_MEMORY: u64 = 200;

/// What senders send in the long run: a message for each visit. And a first load: each patient's whole history at once.
pub fn report(folder: &Path, visits: u64) {
    println!("\n## Import\n");
    println!(
        "| | messages | rows | messages a second | rows a second | against a bare insert of the same rows | peak memory |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    measure(folder, "a message for each visit", Messages::PerVisit, visits);
    measure(
        folder,
        "whole histories, a first load",
        Messages::PerPatient,
        visits / 10,
    );
    println!("\nGoals: at least {LEAST_RATIO}×, at most {MOST_MEMORY} MiB.");
}

fn measure(folder: &Path, name: &str, kind: Messages, messages: u64) {
    let file = folder.join(format!("messages-{kind:?}-{messages}.hl7"));
    if !file.exists() {
        generate_messages(&file, kind, messages);
    }
    let (mut seconds, mut ratios, mut memory, mut rows) = (Vec::new(), Vec::new(), 0, 0);
    for _ in 0..ROUNDS {
        // Thrown away after each round: several copies would fill a small disk.
        let imported = Throwaway::new(folder, "imported");
        let run = import(&file, &imported.0);
        assert_eq!(run.messages, messages, "the whole file went in");
        let bare = bare_insert(folder, &imported.0);
        seconds.push(run.seconds);
        ratios.push(bare.spent.as_secs_f64() / run.seconds);
        memory = memory.max(run.peak_mib);
        rows = bare.rows;
    }
    let seconds = median(seconds);
    #[expect(clippy::cast_precision_loss, reason = "numbers of messages and rows")]
    let (messages_rate, rows_rate) = (messages as f64 / seconds, rows as f64 / seconds);
    println!(
        "| {name} | {messages} | {rows} | {messages_rate:.0} | {rows_rate:.0} | {:.2}× | {memory} MiB |",
        median(ratios)
    );
}

/// Exactly so many messages of the generator's people.
fn generate_messages(file: &Path, kind: Messages, messages: u64) {
    eprintln!("writing {messages} messages to {}", file.display());
    let half = file.with_extension("half");
    let mut out = BufWriter::new(File::create(&half).unwrap());
    let mut left = usize::try_from(messages).unwrap();
    for person in generator::people(1, messages) {
        let mut text = Vec::new();
        write(&person, kind, &mut text).unwrap();
        let starts: Vec<usize> = (0..text.len())
            .filter(|at| text[*at..].starts_with(b"MSH|") && (*at == 0 || text[at - 1] == b'\r'))
            .collect();
        let end = starts.get(left).copied().unwrap_or(text.len());
        out.write_all(&text[..end]).unwrap();
        left = left.saturating_sub(starts.len());
        if left == 0 {
            break;
        }
    }
    out.flush().unwrap();
    std::fs::rename(half, file).unwrap();
}

struct Run {
    messages: u64,
    seconds: f64,
    peak_mib: u64,
}

fn import(file: &Path, database: &Path) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_myvax"))
        .env_clear()
        .env("MYVAX_DATABASE_URL", format!("sqlite://{}", database.display()))
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

/// The most memory the process ever held, in MiB (Linux).
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

struct Bare {
    spent: Duration,
    rows: usize,
}

/// Only the inserting is timed, not the reading of the rows.
fn bare_insert(folder: &Path, source: &Path) -> Bare {
    let target = Throwaway::new(folder, "bare");
    drop(opened(&target.0));
    let source = Connection::open(source).unwrap();
    let target = Connection::open(&target.0).unwrap();
    target
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536")
        .unwrap();
    let mut bare = Bare {
        spent: Duration::ZERO,
        rows: 0,
    };
    for table in TABLES {
        // In the order of arrival, which for contact keys is that of the patients.
        let order = if table == "patient" { "id" } else { "patient_id" };
        let mut select = source
            .prepare(&format!("SELECT * FROM {table} ORDER BY {order}"))
            .unwrap();
        let columns = select.column_count();
        let places = vec!["?"; columns].join(", ");
        let insert = format!("INSERT INTO {table} VALUES ({places})");
        let mut rows = select.query([]).unwrap();
        loop {
            let mut batch: Vec<Vec<Value>> = Vec::with_capacity(ROWS_OF_A_TRANSACTION);
            while batch.len() < ROWS_OF_A_TRANSACTION
                && let Some(row) = rows.next().unwrap()
            {
                batch.push((0..columns).map(|column| row.get_unwrap(column)).collect());
            }
            if batch.is_empty() {
                break;
            }
            bare.rows += batch.len();
            let start = Instant::now();
            target.execute_batch("BEGIN IMMEDIATE").unwrap();
            let mut statement = target.prepare_cached(&insert).unwrap();
            for row in batch {
                statement.execute(params_from_iter(row)).unwrap();
            }
            target.execute_batch("COMMIT").unwrap();
            bare.spent += start.elapsed();
        }
    }
    bare
}

/// A database that is gone when nobody needs it any more.
struct Throwaway(PathBuf);

impl Throwaway {
    fn new(folder: &Path, name: &str) -> Self {
        let database = Self(folder.join(format!("{name}.db")));
        database.remove();
        database
    }

    fn remove(&self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.0.display()));
        }
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        self.remove();
    }
}
