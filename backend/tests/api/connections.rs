//! What a client on a bare connection gets: several requests at once, and what is no request, on every listener.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use backend::api::operations::Readiness;
use backend::server::serve_operations;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::helpers::database::TestDatabase;
use crate::helpers::listeners::{listener, serve_senders};
use crate::helpers::process::Process;
use crate::helpers::{TestApp, settings};

/// These are on every response of every listener.
const EVERYWHERE: [&str; 6] = [
    "content-security-policy: default-src 'none'",
    "x-content-type-options: nosniff",
    "referrer-policy: no-referrer",
    "cross-origin-opener-policy: same-origin",
    "cross-origin-resource-policy: same-origin",
    "permissions-policy: ",
];
const HSTS: &str = "strict-transport-security: max-age=31536000; includeSubDomains";
const LAST: &str = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

/// The addresses of the portal, the senders' listener and the operations listener.
struct Listeners {
    _test: TestApp,
    portal: String,
    senders: String,
    operations: String,
}

impl Listeners {
    fn start() -> Self {
        let test = TestApp::start();
        let (operations_listener, operations) = listener();
        let readiness = Readiness {
            app: Arc::clone(&test.app),
            is_serving: Arc::new(AtomicBool::new(true)),
            watch: None,
        };
        tokio::spawn(serve_operations(readiness, operations_listener).unwrap());
        let senders = serve_senders(&test);
        let portal = test.url.strip_prefix("http://").unwrap().to_owned();
        Self {
            _test: test,
            portal,
            senders,
            operations,
        }
    }

    fn all(&self) -> [&str; 3] {
        [&self.portal, &self.senders, &self.operations]
    }
}

/// Sends these bytes and reads until the server closes the connection.
async fn exchanged(address: &str, sent: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(sent).await.unwrap();
    let mut received = String::new();
    stream.read_to_string(&mut received).await.unwrap();
    received
}

/// The status lines in what was received.
fn statuses(received: &str) -> Vec<u16> {
    let lines = received.split("HTTP/1.1 ").skip(1);
    lines.map(|line| line[..3].parse().unwrap()).collect()
}

async fn is_refused_with(address: &str, sent: &[u8], status: u16) {
    let received = exchanged(address, sent).await;
    assert_eq!(statuses(&received), [status], "{received}");
    for header in EVERYWHERE {
        assert!(
            received.contains(&format!("\r\n{header}")),
            "{header}: {received}"
        );
    }
    assert!(received.contains("\r\nconnection: close\r\n"), "{received}");
    let (_, text) = received.split_once("\r\n\r\n").unwrap();
    assert!(text.ends_with(".\n"), "one sentence: {text:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_is_refused_with_every_header() {
    let listeners = Listeners::start();
    let endless = [b"GET / HTTP/1.1\r\nX: ".as_slice(), &vec![b'x'; 100_000]].concat();
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(500));
    for address in listeners.all() {
        is_refused_with(address, b"rubbish\r\n\r\n", 400).await;
        is_refused_with(address, b"\x16\x03\x01\x02\x00\x01\xfc\x03\x03\n\n", 400).await;
        is_refused_with(address, &endless, 431).await;
        is_refused_with(address, many.as_bytes(), 431).await;
    }
    let text = exchanged(&listeners.portal, b"rubbish\r\n\r\n").await;
    assert!(text.contains(HSTS), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_does_not_arrive_is_refused_with_every_header() {
    let listeners = Listeners::start();
    let refused = listeners
        .all()
        .map(|address| is_refused_with(address, b"GET / HTTP/1.1\r\nHo", 408));
    futures_util::future::join_all(refused).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_head_that_does_not_arrive_is_refused_too() {
    let listeners = Listeners::start();
    let sent = "GET /api/v1/portal HTTP/1.1\r\nHost: a\r\n\r\nGET / HT";
    let received = exchanged(&listeners.portal, sent.as_bytes()).await;
    assert_eq!(statuses(&received), [200, 408]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_answer_has_the_headers_on_every_listener() {
    let listeners = Listeners::start();
    let call = |method: &str, path: &str| {
        format!("{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    };
    for (method, path, expected) in [
        ("GET", "/%61pi/v1/record", [404, 404, 404]),
        ("GET", "/no-such-path", [404, 404, 404]),
        ("HEAD", "/no-such-path", [404, 404, 404]),
        ("OPTIONS", "*", [405, 404, 404]),
        ("DELETE", "/api/v1/record", [405, 404, 404]),
        ("BREW", "/registry/hl7v2", [405, 405, 404]),
        ("POST", "/health/live", [405, 404, 405]),
    ] {
        for (address, expected) in listeners.all().into_iter().zip(expected) {
            let received = exchanged(address, call(method, path).as_bytes()).await;
            assert_eq!(statuses(&received), [expected], "{method} {path} {received}");
            for header in EVERYWHERE {
                assert!(
                    received.contains(&format!("\r\n{header}")),
                    "{header}: {received}"
                );
            }
            assert_eq!(received.contains("\r\nallow: "), expected == 405, "{received}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_are_sent_together_are_all_answered_in_their_order() {
    let listeners = Listeners::start();
    let get = "GET /api/v1/portal HTTP/1.1\r\nHost: a\r\n\r\n";
    let post = "POST /api/v1/unlock HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    let sized = format!("{post}Content-Length: 2\r\n\r\n{{}}");
    let chunks = format!("{post}Transfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n1\r\n}}\r\n0\r\n\r\n");
    let head = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";
    let sent = format!("{}{LAST}", [get, &sized, head, &chunks].concat().repeat(200));
    let mut stream = TcpStream::connect(&listeners.portal).await.unwrap();
    let (mut reader, mut writer) = stream.split();
    let mut received = String::new();
    let (sending, reading) = tokio::join!(
        writer.write_all(sent.as_bytes()),
        reader.read_to_string(&mut received)
    );
    sending.unwrap();
    reading.unwrap();
    assert_eq!(
        statuses(&received),
        [[200, 400, 200, 400].repeat(200), vec![404]].concat()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_early_answer_is_the_last_one() {
    let listeners = Listeners::start();
    for framing in ["Content-Length: 500000", "Transfer-Encoding: chunked"] {
        let head = format!("POST /no-such-path HTTP/1.1\r\nHost: a\r\n{framing}\r\n\r\n");
        // An incomplete body.
        let body = format!("10000\r\n{}", "x".repeat(40_000));
        let received = exchanged(&listeners.portal, format!("{head}{body}").as_bytes()).await;
        assert_eq!(statuses(&received), [405], "{framing}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_clients_do_not_fill_the_log() {
    let database = TestDatabase::new();
    let settings = settings(&database.url);
    let process = Process::serve(&settings, &[]).await;
    let address = process.url.strip_prefix("http://").unwrap().to_owned();
    let bad_chunk = "POST /api/v1/unlock HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
                     Transfer-Encoding: chunked\r\n\r\nno length\r\n";
    for sent in [
        "rubbish\r\n\r\n".to_owned(),
        bad_chunk.to_owned(),
        "x".repeat(100_000),
    ] {
        for _ in 0..20 {
            exchanged(&address, sent.as_bytes()).await;
        }
    }
    let logged = process.stop().logged;
    let problems = |level: &str| logged.matches(&format!("\"level\":\"{level}\"")).count();
    assert_eq!(problems("ERROR"), 0, "{logged}");
    assert_eq!(
        logged.matches("requests could not be read").count(),
        2,
        "{logged}"
    );
}
