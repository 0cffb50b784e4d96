//! A load client for one response of known length: keep-alive connections over plain TCP, without an HTTP parser that
//! would compete with the server for the processor.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

const THREADS: usize = 2;
const CONNECTIONS_PER_THREAD: usize = 16;

/// The headers that browsers send.
pub fn request(address: SocketAddr, path: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nUser-Agent: bench\r\nAccept: */*\r\n\
         Accept-Language: en-US,en;q=0.9\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n\r\n"
    )
    .into_bytes()
}

/// The whole response, including the head. The server keeps the connection open, so the head contains the length.
pub fn response(address: SocketAddr, request: &[u8]) -> Vec<u8> {
    let mut connection = TcpStream::connect(address).unwrap();
    connection.write_all(request).unwrap();
    let mut response = Vec::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        let length = connection.read(&mut piece).unwrap();
        assert!(length > 0, "the server closed the connection");
        response.extend_from_slice(&piece[..length]);
        if whole_length(&response).is_some_and(|whole| response.len() >= whole) {
            return response;
        }
    }
}

fn whole_length(response: &[u8]) -> Option<usize> {
    let end = response.windows(4).position(|bytes| bytes == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&response[..end]).to_ascii_lowercase();
    let (_, length) = head.split_once("content-length: ")?;
    Some(end + length.lines().next()?.parse::<usize>().ok()?)
}

/// The number of answered requests, and the time they took.
pub struct Answered {
    pub requests: u64,
    pub took: Duration,
}

/// Repeats the request on all connections for this duration.
pub fn run(address: SocketAddr, request: &[u8], response_bytes: usize, time: Duration) -> Answered {
    let begin = Instant::now();
    let requests = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|_| scope.spawn(|| one_thread(address, request, response_bytes, begin + time)))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    Answered {
        requests,
        took: begin.elapsed(),
    }
}

fn one_thread(address: SocketAddr, request: &[u8], response_bytes: usize, end: Instant) -> u64 {
    let mut connections: Vec<TcpStream> = (0..CONNECTIONS_PER_THREAD)
        .map(|_| TcpStream::connect(address).unwrap())
        .collect();
    let mut response = vec![0; response_bytes];
    let mut answered = 0;
    while Instant::now() < end {
        for connection in &mut connections {
            connection.write_all(request).unwrap();
        }
        for connection in &mut connections {
            connection.read_exact(&mut response).unwrap();
            assert!(response.starts_with(b"HTTP/1.1 200 OK\r\n"));
            answered += 1;
        }
    }
    answered
}
