//! The stream of a connection between the kernel and actix. It hands on one request at a time, because actix makes
//! requests of all the bytes that it has, and a client may send thousands without reading a response.

use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::rt::net::TcpStream;
use actix_web::web::BytesMut;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::connections::Place;
use super::exchange::{Exchange, MayRead};
use super::head::Head;
use super::refusals::{Refusals, status_of};
use super::refusing::Refusing;

/// So much is read at once when a head is expected.
const PIECE: usize = 2 * 1024;
/// Browsers send a few kilobytes at most.
const LONGEST_HEAD: usize = 32 * 1024;

/// What the streams of a listener have in common.
#[derive(Clone)]
pub struct StreamSettings {
    /// The time for a head from its first byte to its last, and for what a client sends after its last response.
    pub head_time_out: Duration,
    pub refusals: Refusals,
    /// Only an attack's control run reads all that arrives.
    pub reads_one_request_at_a_time: bool,
}

pub struct Stream {
    socket: TcpStream,
    exchange: Rc<Exchange>,
    /// Read from the socket and not yet handed on.
    rest: BytesMut,
    head: Head,
    /// Of a head that has begun, or of what is left of a body.
    deadline: Option<Pin<Box<Sleep>>>,
    /// actix parses what it was given before it gets more.
    has_handed_on: bool,
    refusing: Option<Refusing>,
    settings: StreamSettings,
    _place: Place,
}

impl Stream {
    pub fn new(socket: TcpStream, place: Place, settings: StreamSettings) -> Self {
        Self {
            socket,
            exchange: Rc::default(),
            rest: BytesMut::new(),
            head: Head::default(),
            deadline: None,
            has_handed_on: false,
            refusing: None,
            settings,
            _place: place,
        }
    }

    pub fn exchange(&self) -> Rc<Exchange> {
        Rc::clone(&self.exchange)
    }

    fn poll_head(&mut self, context: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.is_late(context) {
            return self.refuse(StatusCode::REQUEST_TIMEOUT, context);
        }
        if self.head.length() > LONGEST_HEAD {
            return self.refuse(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, context);
        }
        if self.has_handed_on {
            return self.pause(context);
        }
        let has_ended = if self.rest.is_empty() {
            ready!(self.poll_new_head(context, out))?
        } else {
            self.hand_on_head(out)
        };
        self.has_handed_on = true;
        if has_ended {
            self.deadline = None;
        } else if self.head.length() > 0 {
            self.begin_deadline();
        }
        Poll::Ready(Ok(()))
    }

    /// Lets actix look at what it has.
    fn pause(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.has_handed_on = false;
        if !self.rest.is_empty() || self.socket.poll_read_ready(context).is_ready() {
            context.waker().wake_by_ref();
        }
        Poll::Pending
    }

    fn begin_deadline(&mut self) {
        let time_out = self.settings.head_time_out;
        self.deadline.get_or_insert_with(|| Box::pin(sleep(time_out)));
    }

    fn is_late(&mut self, context: &mut Context<'_>) -> bool {
        self.deadline
            .as_mut()
            .is_some_and(|deadline| deadline.as_mut().poll(context).is_ready())
    }

    /// Reads from the socket, hands on the head and keeps the rest. Returns whether the head has ended.
    fn poll_new_head(&mut self, context: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<bool>> {
        let most = out.remaining().min(PIECE);
        let mut piece = ReadBuf::new(out.initialize_unfilled_to(most));
        ready!(Pin::new(&mut self.socket).poll_read(context, &mut piece))?;
        let end = self.head.end_in(piece.filled());
        let length = end.unwrap_or(piece.filled().len());
        self.rest.extend_from_slice(&piece.filled()[length..]);
        out.advance(length);
        Poll::Ready(Ok(end.is_some()))
    }

    fn hand_on_head(&mut self, out: &mut ReadBuf<'_>) -> bool {
        let most = out.remaining().min(self.rest.len());
        let end = self.head.end_in(&self.rest[..most]);
        out.put_slice(&self.rest.split_to(end.unwrap_or(most)));
        end.is_some()
    }

    fn poll_body(
        &mut self,
        most: usize,
        context: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let most = most.min(out.remaining());
        let length = if self.rest.is_empty() {
            let mut piece = ReadBuf::new(out.initialize_unfilled_to(most));
            ready!(Pin::new(&mut self.socket).poll_read(context, &mut piece))?;
            let length = piece.filled().len();
            out.advance(length);
            length
        } else {
            let piece = self.rest.split_to(most.min(self.rest.len()));
            out.put_slice(&piece);
            piece.len()
        };
        self.exchange.has_read(length);
        Poll::Ready(Ok(()))
    }

    fn poll_unwanted(
        &mut self,
        most: usize,
        context: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.begin_deadline();
        if self.is_late(context) {
            return Poll::Ready(Err(ended()));
        }
        if self.has_handed_on {
            return self.pause(context);
        }
        ready!(self.poll_body(most, context, out))?;
        self.has_handed_on = true;
        Poll::Ready(Ok(()))
    }

    /// Answers in the place of actix and ends the connection: an error, because actix would write a line into the log.
    fn refuse<T>(&mut self, status: StatusCode, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        let refusing = self
            .refusing
            .get_or_insert_with(|| Refusing::with(self.settings.refusals.response(status)));
        ready!(refusing.poll(&mut self.socket, context));
        Poll::Ready(Err(ended()))
    }
}

/// Makes actix drop the connection.
fn ended() -> io::Error {
    io::ErrorKind::ConnectionAborted.into()
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.refusing.is_some() {
            return this.refuse(StatusCode::BAD_REQUEST, context);
        }
        if !this.settings.reads_one_request_at_a_time {
            return Pin::new(&mut this.socket).poll_read(context, out);
        }
        match this.exchange.may_read() {
            MayRead::Head => this.poll_head(context, out),
            MayRead::Body(most) => this.poll_body(most, context, out),
            MayRead::Unwanted(most) => this.poll_unwanted(most, context, out),
            MayRead::Nothing => {
                this.exchange.wake_when_more(context.waker());
                Poll::Pending
            }
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.exchange.is_over() {
            return Poll::Ready(Err(ended()));
        }
        if this.exchange.is_idle()
            && let Some(status) = status_of(bytes)
        {
            return this.refuse(status, context);
        }
        Pin::new(&mut this.socket).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !this.exchange.is_written() {
            return Poll::Ready(Err(ended()));
        }
        Pin::new(&mut this.socket).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().socket).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::net::TcpListener;

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::super::connections::Connections;
    use super::super::exchange::BodyLength;
    use super::*;

    const HEAD: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    /// The server's end of a connection, and the client's.
    async fn connected() -> (Stream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (socket, _) = listener.accept().unwrap();
        socket.set_nonblocking(true).unwrap();
        let socket = TcpStream::from_std(socket).unwrap();
        let place = Connections::new(1, 1, &[]).place_for(&socket).unwrap();
        let settings = StreamSettings {
            head_time_out: Duration::from_secs(5),
            refusals: Refusals::new(&[]),
            reads_one_request_at_a_time: true,
        };
        (Stream::new(socket, place, settings), client)
    }

    /// All that the stream hands on before it wants to wait.
    async fn handed_on(stream: &mut Stream) -> Vec<u8> {
        let mut all = Vec::new();
        let mut piece = [0; 8192];
        let length = stream.read(&mut piece).await.unwrap();
        all.extend_from_slice(&piece[..length]);
        poll_fn(|context| {
            let mut piece = [0; 8192];
            let mut out = ReadBuf::new(&mut piece);
            while let Poll::Ready(read) = Pin::new(&mut *stream).poll_read(context, &mut out) {
                read.unwrap();
                all.extend_from_slice(out.filled());
                out.clear();
            }
            Poll::Ready(())
        })
        .await;
        all
    }

    fn reads_nothing(stream: &mut Stream) -> impl Future<Output = bool> {
        poll_fn(|context| {
            let mut piece = [0; 8192];
            let mut out = ReadBuf::new(&mut piece);
            Poll::Ready(Pin::new(&mut *stream).poll_read(context, &mut out).is_pending())
        })
    }

    #[actix_web::test]
    async fn one_request_is_handed_on_until_its_response_is_written() {
        let (mut stream, mut client) = connected().await;
        client.write_all(&HEAD.repeat(100)).await.unwrap();
        for _ in 0..100 {
            let mut head = handed_on(&mut stream).await;
            // The kernel gives pieces, and a piece may end in a head.
            while head.len() < HEAD.len() {
                head.extend(handed_on(&mut stream).await);
            }
            assert_eq!(head, HEAD);
            stream.exchange.begin(BodyLength::None);
            assert!(reads_nothing(&mut stream).await);
            stream.exchange.is_encoded();
            assert!(reads_nothing(&mut stream).await);
            stream.flush().await.unwrap();
        }
    }

    #[actix_web::test]
    async fn a_body_is_handed_on_and_the_request_after_it_is_not() {
        let (mut stream, mut client) = connected().await;
        let sent = [HEAD, b"body", HEAD].concat();
        client.write_all(&sent).await.unwrap();
        assert_eq!(handed_on(&mut stream).await, HEAD);
        stream.exchange.begin(BodyLength::Bytes(4));
        assert_eq!(handed_on(&mut stream).await, b"body");
        assert!(reads_nothing(&mut stream).await);
        stream.exchange.is_encoded();
        stream.flush().await.unwrap();
        assert_eq!(handed_on(&mut stream).await, HEAD);
    }

    #[actix_web::test]
    async fn a_head_that_does_not_end_is_refused() {
        let (mut stream, mut client) = connected().await;
        client.write_all(&vec![b'x'; 2 * LONGEST_HEAD]).await.unwrap();
        client.shutdown().await.unwrap();
        let mut heads = Vec::new();
        assert!(stream.read_to_end(&mut heads).await.is_err());
        assert!(heads.len() <= LONGEST_HEAD + PIECE);
        let mut response = String::new();
        client.read_to_string(&mut response).await.unwrap();
        assert!(response.starts_with("HTTP/1.1 431 "), "{response}");
    }

    #[actix_web::test]
    async fn what_actix_writes_without_a_handler_is_replaced() {
        let (mut stream, mut client) = connected().await;
        let actix = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
        client.shutdown().await.unwrap();
        assert!(stream.write_all(actix).await.is_err(), "the connection ends");
        let mut response = String::new();
        client.read_to_string(&mut response).await.unwrap();
        assert!(response.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{response}");
        assert!(response.contains("connection: close"), "{response}");
    }
}
