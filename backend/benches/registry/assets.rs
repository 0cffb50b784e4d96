//! Measures the start page and the script over HTTP, with the log in a file, against a bare server of the same
//! framework that answers with as many bytes. Both use the framework's default number of threads and the same client.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

use crate::figures::median;
use crate::http_load::{self, request, response};
use crate::servers::Server;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
const WARM_UP: Duration = Duration::from_millis(500);

pub fn report(folder: &Path) {
    println!("\n## Pages and files\n");
    println!(
        "| | bytes | requests a second | bare | ratio | processor time of a request | bare |\n|---|---:|---:|---:|---:|---:|---:|"
    );
    let log = folder.join("assets.log");
    let portal = Server::portal(&log);
    let page = String::from_utf8_lossy(&response(portal.address, &plain_request(&portal))).into_owned();
    let mut requests = 1;
    let script = script_in(&page).expect("the pages are built by `make dist`");
    for (name, path) in [("start page", "/"), ("script", script)] {
        requests += compare(&portal, name, path);
    }
    portal.stop();
    let lines = BufReader::new(File::open(&log).unwrap())
        .lines()
        .filter(|line| line.as_ref().is_ok_and(|line| line.contains("\"GET\"")))
        .count();
    println!("\n{lines} lines of the log for {requests} requests.");
    std::fs::remove_file(log).unwrap();
}

/// A request without content encodings, so that the page is text.
fn plain_request(portal: &Server) -> Vec<u8> {
    format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", portal.address).into_bytes()
}

fn script_in(page: &str) -> Option<&str> {
    page.split('"')
        .find(|part| part.starts_with("/assets/app.") && part.rsplit('.').next() == Some("js"))
}

/// Prints a row and returns the number of requests that the portal received.
fn compare(portal: &Server, name: &str, path: &str) -> u64 {
    let bytes = response(portal.address, &request(portal.address, path)).len();
    let hello = hello_of(bytes);
    let sides = [(portal, path), (&hello, "/")];
    let mut rates = [Vec::new(), Vec::new()];
    let mut costs = [Vec::new(), Vec::new()];
    let mut requests = 1;
    for round in 0..=ROUNDS {
        for (side, (server, path)) in sides.into_iter().enumerate() {
            let time = if round == 0 { WARM_UP } else { ROUND };
            let before = server.processor_time();
            let answered = http_load::run(server.address, &request(server.address, path), bytes, time);
            requests += if side == 0 { answered.requests } else { 0 };
            #[expect(clippy::cast_precision_loss, reason = "fewer than a million")]
            let count = answered.requests as f64;
            if round > 0 {
                rates[side].push(count / answered.took.as_secs_f64());
                let used = server.processor_time().saturating_sub(before);
                costs[side].push(used.as_secs_f64() * 1e6 / count);
            }
        }
    }
    hello.stop();
    let [rate, bare_rate] = rates.map(median);
    let [cost, bare_cost] = costs.map(median);
    println!(
        "| {name} | {bytes} | {rate:.0} | {bare_rate:.0} | {:.2}× | {cost:.1} µs | {bare_cost:.1} µs |",
        rate / bare_rate
    );
    requests
}

/// A bare server whose whole response has this many bytes, including the head.
fn hello_of(bytes: usize) -> Server {
    let first = Server::hello(bytes);
    let head = response(first.address, &request(first.address, "/")).len() - bytes;
    first.stop();
    let hello = Server::hello(bytes - head);
    assert_eq!(response(hello.address, &request(hello.address, "/")).len(), bytes);
    hello
}
