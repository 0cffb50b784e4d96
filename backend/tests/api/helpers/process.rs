//! The real binary as a process: started, killed, and its output read.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Read;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value, json};
use shared::message::OutboxMessage;

use super::exposition::Exposition;
use super::forms;

pub struct Process {
    child: Child,
    pub url: String,
    pub operations_url: String,
    pub client: Client,
    printed: Receiver<String>,
    logged: Receiver<String>,
}

const ANY_PORT: &str = "127.0.0.1:0";

/// The variables with which `make clock` runs the tests on another day; their processes need the same day.
const MAKES_ANOTHER_DAY: [&str; 3] = ["LD_PRELOAD", "FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC"];

/// A free loopback port. It is below the range from which the system assigns ports, so that no other test gets it before
/// the process listens there.
pub fn free_port() -> u16 {
    static ASKED: AtomicU32 = AtomicU32::new(0);
    // Test binaries that run at the same time begin at different places.
    let begin = std::process::id().wrapping_mul(128);
    (0..20_000)
        .map(|_| begin.wrapping_add(ASKED.fetch_add(1, Ordering::Relaxed)) % 20_000)
        .map(|place| 12_000 + u16::try_from(place).expect("below 20000"))
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("one of so many ports is free")
}

/// The variables that move the clock of a process, if this test runs on another day.
fn another_day() -> impl Iterator<Item = (&'static str, OsString)> {
    MAKES_ANOTHER_DAY
        .into_iter()
        .filter_map(|name| Some((name, std::env::var_os(name)?)))
}

/// `myvax` with these settings and no others. Without an address in them the system chooses the port: another program,
/// such as a developer's own demo, may listen on the default ones.
pub fn command(settings: &BTreeMap<String, String>, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_myvax"));
    command
        .env_clear()
        .env("MYVAX_LISTEN", ANY_PORT)
        .env("MYVAX_OPERATIONS_LISTEN", ANY_PORT)
        .envs(another_day())
        .envs(settings)
        .args(arguments)
        .stdin(Stdio::null());
    command
}

impl Process {
    /// Starts `serve --demo` and waits until it is ready.
    pub async fn serve(settings: &BTreeMap<String, String>, arguments: &[&str]) -> Self {
        Self::portal(settings, &[&["--demo"], arguments].concat()).await
    }

    /// Starts `serve` and waits until it is ready.
    pub async fn portal(settings: &BTreeMap<String, String>, arguments: &[&str]) -> Self {
        let process = Self::start(settings, &[&["serve"], arguments].concat());
        process
            .until("the server is ready", async |process| {
                process.ready().await == 200
            })
            .await;
        process
    }

    /// Starts `work`, which serves only its health and metrics.
    pub fn worker(settings: &BTreeMap<String, String>) -> Self {
        Self::start(settings, &["work"])
    }

    /// The status of `/health/ready`; 0 while the server does not answer.
    pub async fn ready(&self) -> u16 {
        let url = format!("{}/health/ready", self.operations_url);
        let answer = self.client.get(url).send().await;
        answer.map_or(0, |answer| answer.status().as_u16())
    }

    /// What the process exports to Prometheus.
    pub async fn metrics(&self) -> Exposition {
        let url = format!("{}/metrics", self.operations_url);
        let answer = self.client.get(url).send().await.unwrap();
        Exposition::of(answer).await
    }

    fn start(settings: &BTreeMap<String, String>, arguments: &[&str]) -> Self {
        let (port, operations) = (free_port(), free_port());
        let mut settings = settings.clone();
        settings.insert("MYVAX_LISTEN".into(), format!("127.0.0.1:{port}"));
        settings.insert(
            "MYVAX_OPERATIONS_LISTEN".into(),
            format!("127.0.0.1:{operations}"),
        );
        // A write beyond `limit_files` must be an error and not a signal, which only a shell can set.
        let mut child = Command::new("sh")
            .args([
                "-c",
                "trap '' XFSZ; exec \"$@\"",
                "sh",
                env!("CARGO_BIN_EXE_myvax"),
            ])
            .args(arguments)
            .env_clear()
            .envs(another_day())
            .envs(&settings)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let printed = collected(child.stdout.take().unwrap());
        let logged = collected(child.stderr.take().unwrap());
        Self {
            child,
            url: format!("http://127.0.0.1:{port}"),
            operations_url: format!("http://127.0.0.1:{operations}"),
            client: Client::new(),
            printed,
            logged,
        }
    }

    /// Limits each file of the process to this many bytes from now on, so that its disk appears full.
    pub fn limit_files(&self, bytes: &str) {
        let limited = Command::new("prlimit")
            .args([
                "--pid",
                &self.child.id().to_string(),
                &format!("--fsize={bytes}:"),
            ])
            .status();
        assert!(limited.unwrap().success());
    }

    /// Repeats a check until it is true. The time limit allows for a busy machine.
    pub async fn until(&self, what: &str, is_so: impl AsyncFn(&Self) -> bool) {
        let begin = Instant::now();
        while !is_so(self).await {
            assert!(
                begin.elapsed() < Duration::from_mins(1),
                "{what}: not within a minute"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub async fn submit(&self, form: &Value) -> u16 {
        let challenge = self
            .client
            .get(format!("{}/api/v1/bot-challenge", self.url))
            .send()
            .await
            .unwrap();
        let mut form = form.clone();
        form["bot_proof"] = json!(forms::solve(&challenge.json().await.unwrap()));
        let url = format!("{}/api/v1/access-requests", self.url);
        self.client
            .post(url)
            .json(&form)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    }

    /// The status of an unlock; `None` if the process died meanwhile.
    pub fn unlock(&self, token: &str, pin: &str) -> impl Future<Output = Option<u16>> + Send + 'static {
        let request = self
            .client
            .post(format!("{}/api/v1/unlock", self.url))
            .json(&json!({"token": token, "pin": pin}));
        async move { request.send().await.ok().map(|answer| answer.status().as_u16()) }
    }

    /// SIGKILL: the process ends at once.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status();
        assert!(sent.unwrap().success());
    }

    /// SIGTERM; returns everything that the process wrote.
    pub fn stop(mut self) -> Written {
        self.signal("-TERM");
        let ended_well = self.child.wait().unwrap().success();
        Written {
            ended_well,
            printed: self.printed.recv().unwrap(),
            logged: self.logged.recv().unwrap(),
        }
    }
}

/// The output of a stopped process.
pub struct Written {
    pub ended_well: bool,
    /// Standard output, for the user of the command.
    pub printed: String,
    /// Standard error.
    pub logged: String,
}

/// A failed test leaves no process behind.
impl Drop for Process {
    fn drop(&mut self) {
        let _it_may_have_ended = self.child.kill();
    }
}

/// Reads a pipe to its end in a thread of its own, so that the process never waits for a reader.
fn collected(mut pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _until_the_pipe_ends = pipe.read_to_end(&mut bytes);
        let _nobody_may_ask = send.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    receive
}

/// The messages in an outbox file.
pub fn outbox(file: &Path) -> Vec<OutboxMessage> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}
