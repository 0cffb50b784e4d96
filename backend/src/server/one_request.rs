//! Tells the stream of a connection where its request is: begun, its body taken, its response complete.

use std::error::Error as StdError;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use actix_http::error::PayloadError;
use actix_http::{ConnectionType, Payload, Request, Response};
use actix_web::Error;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::Bytes;
use futures_util::Stream;

use super::exchange::{BodyLength, Exchange};

/// A request's handler begins. Its body is read only as fast as the handler takes it.
pub fn begin(request: &mut Request) -> Option<Rc<Exchange>> {
    let exchange = request.conn_data::<Rc<Exchange>>().cloned()?;
    let length = body_length(request);
    exchange.begin(length);
    if length != BodyLength::None {
        let body = CountedBody {
            body: request.take_payload(),
            exchange: Rc::clone(&exchange),
        };
        *request.payload() = Payload::Stream {
            payload: Box::pin(body),
        };
    }
    Some(exchange)
}

/// actix has decided how the body ends: it refuses a request with two lengths, or with a length and chunks.
fn body_length(request: &mut Request) -> BodyLength {
    if matches!(request.payload(), Payload::None) {
        return BodyLength::None;
    }
    let length = request.head().headers.get(CONTENT_LENGTH);
    length
        .and_then(|length| length.to_str().ok()?.trim().parse().ok())
        .map_or(BodyLength::Chunked, BodyLength::Bytes)
}

/// The response of the handler, or to its error.
pub fn answer<B>(
    exchange: Option<Rc<Exchange>>,
    answer: Result<ServiceResponse<B>, Error>,
) -> Response<CountedAnswer>
where
    B: MessageBody + 'static,
{
    let mut response: Response<BoxBody> = match answer {
        Ok(response) => response.map_into_boxed_body().into(),
        Err(error) => error.into(),
    };
    if exchange
        .as_ref()
        .is_some_and(|exchange| exchange.has_unread_body())
    {
        response.head_mut().set_connection_type(ConnectionType::Close);
    }
    response.map_body(|_, body| CountedAnswer { body, exchange })
}

/// A request's body that reports what its handler took.
struct CountedBody {
    body: Payload,
    exchange: Rc<Exchange>,
}

impl Stream for CountedBody {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = Pin::new(&mut self.body).poll_next(context);
        if polled.is_pending() {
            self.exchange.wants_more();
        }
        let item = ready!(polled);
        match &item {
            Some(Ok(bytes)) => self.exchange.has_taken(bytes.len()),
            Some(Err(_)) => self.exchange.is_broken_off(),
            None => self.exchange.has_body(),
        }
        Poll::Ready(item)
    }
}

/// A response's body. actix drops it when it has encoded all of it.
pub struct CountedAnswer {
    body: BoxBody,
    exchange: Option<Rc<Exchange>>,
}

impl MessageBody for CountedAnswer {
    type Error = Box<dyn StdError>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}

impl Drop for CountedAnswer {
    fn drop(&mut self) {
        if let Some(exchange) = &self.exchange {
            exchange.is_encoded();
        }
    }
}
