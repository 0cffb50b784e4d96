//! The two HTTP servers, each in its own process: the portal, and a bare server of the same framework.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};

/// The argument that turns this benchmark into the bare server.
pub const HELLO: &str = "hello-server";

const ANY_PORT: &str = "127.0.0.1:0";

pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

impl Server {
    /// The portal as in a release, with its log in a file.
    pub fn portal(log: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_myvax"));
        command
            .args(["serve", "--demo"])
            .env_clear()
            .env("MYVAX_LISTEN", ANY_PORT)
            .env("MYVAX_OPERATIONS_LISTEN", ANY_PORT)
            .stderr(File::create(log).unwrap());
        Self::start(command)
    }

    /// A bare server that answers each request with a body of this many bytes.
    pub fn hello(body_bytes: usize) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([HELLO, &body_bytes.to_string()]);
        Self::start(command)
    }

    /// The first line of its output ends with its address.
    fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut printed = BufReader::new(child.stdout.take().unwrap());
        printed.read_line(&mut line).unwrap();
        let (_, address) = line.trim_end().rsplit_once("http://").unwrap();
        let address = address.parse().unwrap();
        // The rest of its output is a few lines, which fit into the pipe.
        child.stdout = Some(printed.into_inner());
        Self { child, address }
    }

    /// The processor time that the process has used.
    pub fn processor_time(&self) -> Duration {
        let status = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let (_, fields) = status.rsplit_once(')').unwrap();
        let ticks: u64 = fields
            .split_whitespace()
            .skip(11)
            .take(2)
            .map(|field| field.parse::<u64>().unwrap())
            .sum();
        // Linux counts in hundredths of a second on every machine.
        Duration::from_millis(10 * ticks)
    }

    /// Stops it as an operator does, and waits for its end.
    pub fn stop(mut self) {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        self.child.wait().unwrap();
    }
}

/// Serves as the bare server until stopped.
pub fn run_hello(body_bytes: usize) {
    let body = Bytes::from(vec![b'a'; body_bytes]);
    actix_web::rt::System::new().block_on(async {
        let server = HttpServer::new(move || {
            let body = body.clone();
            let hello = move || std::future::ready(HttpResponse::Ok().body(body.clone()));
            App::new().route("/", web::get().to(hello))
        });
        let server = server.bind(ANY_PORT).unwrap();
        println!("http://{}", server.addrs()[0]);
        server.run().await.unwrap();
    });
}
