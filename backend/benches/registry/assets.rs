//! The start page and the script over HTTP, with the log written to a file, beside a bare server of the same framework
//! whose body has as many bytes. Both have the framework's number of threads and meet the same client.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

use crate::figures::median;
use crate::http_load::{self, request, response};
use crate::servers::Server;

/// Many short rounds: what else the machine does changes from second to second.
const ROUNDS: usize = 25;
const ROUND: Duration = Duration::from_secs(1);
const WARM_UP: Duration = Duration::from_millis(500);

pub fn report(folder: &Path) {
    println!("\n## Pages and files\n");
    println!(
        "| | body bytes | requests a second | bare | ratio | processor time of a request | bare |\n|---|---:|---:|---:|---:|---:|---:|"
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

/// One server under load, with the figures of its rounds.
struct Side<'a> {
    server: &'a Server,
    request: Vec<u8>,
    response_bytes: usize,
    rates: Vec<f64>,
    costs: Vec<f64>,
    requests: u64,
}

impl<'a> Side<'a> {
    fn new(server: &'a Server, path: &str) -> Self {
        let request = request(server.address, path);
        Self {
            response_bytes: response(server.address, &request).len(),
            server,
            request,
            rates: Vec::new(),
            costs: Vec::new(),
            requests: 1,
        }
    }

    fn run(&mut self, time: Duration) -> (f64, f64) {
        let before = self.server.processor_time();
        let answered = http_load::run(self.server.address, &self.request, self.response_bytes, time);
        let used = self.server.processor_time().saturating_sub(before);
        self.requests += answered.requests;
        #[expect(clippy::cast_precision_loss, reason = "fewer than a million")]
        let count = answered.requests as f64;
        (
            count / answered.took.as_secs_f64(),
            used.as_secs_f64() * 1e6 / count,
        )
    }

    fn measure(&mut self) {
        let (rate, cost) = self.run(ROUND);
        self.rates.push(rate);
        self.costs.push(cost);
    }
}

/// Prints a row and returns how many requests the portal was sent.
fn compare(portal: &Server, name: &str, path: &str) -> u64 {
    let body_bytes = body_bytes(&response(portal.address, &request(portal.address, path)));
    let hello = Server::hello(body_bytes);
    let (mut ours, mut bare) = (Side::new(portal, path), Side::new(&hello, "/"));
    ours.run(WARM_UP);
    bare.run(WARM_UP);
    // The ratio of each round, because its two halves meet the same load of the machine.
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        ours.measure();
        bare.measure();
        ratios.push(ours.rates[ours.rates.len() - 1] / bare.rates[bare.rates.len() - 1]);
    }
    let requests = ours.requests + 1;
    let [rate, bare_rate, cost, bare_cost] = [ours.rates, bare.rates, ours.costs, bare.costs].map(median);
    println!(
        "| {name} | {body_bytes} | {rate:.0} | {bare_rate:.0} | {:.2}× | {cost:.1} µs | {bare_cost:.1} µs |",
        median(ratios)
    );
    hello.stop();
    requests
}

fn body_bytes(response: &[u8]) -> usize {
    let head = response.windows(4).position(|bytes| bytes == b"\r\n\r\n");
    response.len() - head.unwrap() - 4
}
