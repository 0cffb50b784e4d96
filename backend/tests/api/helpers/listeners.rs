//! Listeners of a test beside the portal's.

use std::net::TcpListener;
use std::sync::Arc;

use backend::server::sender_listener;

use super::TestApp;

/// A listener on a free port, and its address.
pub fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

/// Serves the senders, and returns where.
pub fn serve_senders(test: &TestApp) -> String {
    let (listener, address) = listener();
    tokio::spawn(sender_listener::serve(Arc::clone(&test.app), listener).unwrap());
    address
}
