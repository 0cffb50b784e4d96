//! Writes a last response and waits until the client has read it. A socket that is closed with unread bytes resets the
//! connection, and the client may lose the response.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::rt::net::TcpStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// A client that still sends after this time has no use for the response.
const PATIENCE: Duration = Duration::from_secs(1);
const MOST_IGNORED: usize = 256 * 1024;

pub struct Refusing {
    response: Vec<u8>,
    written: usize,
    is_shut: bool,
    ignored: usize,
    patience: Pin<Box<Sleep>>,
}

impl Refusing {
    pub fn with(response: Vec<u8>) -> Self {
        Self {
            response,
            written: 0,
            is_shut: false,
            ignored: 0,
            patience: Box::pin(sleep(PATIENCE)),
        }
    }

    /// Ends when the connection can be closed.
    pub fn poll(&mut self, socket: &mut TcpStream, context: &mut Context<'_>) -> Poll<()> {
        if self.patience.as_mut().poll(context).is_ready() {
            return Poll::Ready(());
        }
        let _closed_by_client = ready!(self.poll_steps(socket, context));
        Poll::Ready(())
    }

    fn poll_steps(&mut self, socket: &mut TcpStream, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut socket = Pin::new(socket);
        while self.written < self.response.len() {
            self.written += ready!(
                socket
                    .as_mut()
                    .poll_write(context, &self.response[self.written..])
            )?;
        }
        if !self.is_shut {
            ready!(socket.as_mut().poll_shutdown(context))?;
            self.is_shut = true;
        }
        while self.ignored < MOST_IGNORED {
            let mut ignored = [0; 1024];
            let mut ignored = ReadBuf::new(&mut ignored);
            ready!(socket.as_mut().poll_read(context, &mut ignored))?;
            if ignored.filled().is_empty() {
                break;
            }
            self.ignored += ignored.filled().len();
        }
        Poll::Ready(Ok(()))
    }
}
