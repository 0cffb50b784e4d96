//! Measures a report that is older than all others of its patient: the time to apply all of them again in one
//! transaction on SQLite.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use backend::clock::SystemClock;
use backend::intake::options::Options;
use backend::intake::read_at::ReadAt;
use backend::intake::{StoreContext, hl7v2, store_one};

use crate::figures::{micros, percentile};
use crate::registry::{contact_hashers, opened};

const DOSES: u32 = 60;
/// Below the bound of 200, so that the measured reports still fit.
const REPORTS: u32 = 180;
const TIMED: u32 = 20;

pub fn report(folder: &Path) {
    println!("\n## A late report\n");
    println!("| {REPORTS} reports of {DOSES} doses arrived before | p50 | slowest |");
    println!("|---|---:|---:|");
    for (name, numbers_repeat) in [
        ("the reports have some doses in common", true),
        ("each report has different doses", false),
    ] {
        let path = folder.join("late.db");
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
        }
        let context = StoreContext {
            database: opened(&path),
            contact_hashers: contact_hashers(),
            read_at: ReadAt::of(&SystemClock),
        };
        for at in 0..REPORTS {
            take_in(&context, &message(TIMED + at, numbers_repeat));
        }
        let mut times: Vec<_> = (0..TIMED)
            .rev()
            .map(|at| take_in(&context, &message(at, numbers_repeat)))
            .collect();
        let slowest = percentile(&mut times, 1.0);
        println!(
            "| {name} | {:.1} ms | {:.1} ms |",
            micros(percentile(&mut times, 0.5)) / 1e3,
            micros(slowest) / 1e3
        );
    }
}

fn take_in(context: &StoreContext, message: &str) -> Duration {
    let raw = hl7v2::Messages::new(message.as_bytes()).next().unwrap().unwrap();
    let read = hl7v2::read(&raw, &Options::of(context.read_at));
    let start = Instant::now();
    let done = store_one(context, read).unwrap();
    let spent = start.elapsed();
    if let Err(error) = done.outcome {
        panic!("{}", error.text);
    }
    spent
}

/// A report covers another one only if both have the same doses and omit the lot of the same one: each 60th, or each
/// 120th if the doses differ.
fn message(minute: u32, numbers_repeat: bool) -> String {
    let mut text = format!(
        "MSH|^~\\&|EHR|CLINIC|||20261101{:02}{:02}00+0000||VXU^V04^VXU_V04|1|P|2.5.1\r\
         PID|1||A1^^^CLINIC^MR||Sample^Ann^^^^^L||19900102|F|||||^PRN^CP^^^617^5550100\r",
        minute / 60,
        minute % 60
    );
    for dose in 0..DOSES {
        let number = if numbers_repeat {
            dose
        } else {
            dose + minute % 8 * DOSES
        };
        let lot = if dose == minute % DOSES {
            String::new()
        } else {
            format!("LOT{minute}")
        };
        write!(
            text,
            "ORC|RE||{number}^CLINIC\rRXA|0|1|2025{:02}{:02}||140^Influenza^CVX|0.5|mL||00^New^NIP001||||||{lot}|||||CP|A\r",
            number % 12 + 1,
            number / 12 % 28 + 1
        )
        .unwrap();
    }
    text
}
