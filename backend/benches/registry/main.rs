//! Measures decisions, imports, requests, hashes and pages, each beside a bare anchor in the same run. `make bench` runs it; `-- --large`
//! adds a registry of ten million patients. This is not criterion, because the measured work lasts from microseconds to
//! minutes and needs registries on disk, which are kept in `target/tmp/bench` for the next run.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops here")]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the report goes to standard output, progress beside it"
)]

mod assets;
mod decisions;
mod figures;
mod hashing;
mod http_load;
mod import;
mod late;
mod messages;
mod postgres_anchor;
mod reading;
mod registry;
mod servers;
mod sqlite_anchor;
mod submitting;

use std::path::PathBuf;

/// The numbers of patients, without and with `--large`.
const SIZES: [u64; 2] = [10_000, 1_000_000];
const LARGE: u64 = 10_000_000;

/// Each can be named to run alone.
const PARTS: [&str; 7] = [
    "decisions",
    "import",
    "late",
    "reading",
    "submitting",
    "hashing",
    "assets",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [hello, body_bytes, ..] = &arguments[..]
        && hello == servers::HELLO
    {
        return servers::run_hello(body_bytes.parse().unwrap());
    }
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let only = arguments
        .iter()
        .find(|argument| PARTS.contains(&argument.as_str()));
    let mut sizes = SIZES.to_vec();
    if has("--large") {
        sizes.push(LARGE);
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench");
    std::fs::create_dir_all(&folder).unwrap();
    if only.is_none_or(|only| only == "decisions") {
        decisions::report(&folder, &sizes);
    }
    if only.is_none_or(|only| only == "import") {
        import::report(&folder, if has("--short") { 100_000 } else { 1_000_000 });
    }
    if only.is_none_or(|only| only == "late") {
        late::report(&folder);
    }
    if only.is_none_or(|only| only == "reading") {
        reading::report(&folder);
    }
    if only.is_none_or(|only| only == "submitting") {
        submitting::report(&folder);
    }
    if only.is_none_or(|only| only == "hashing") {
        hashing::report(&folder);
    }
    if only.is_none_or(|only| only == "assets") {
        assets::report(&folder);
    }
}
