//! A large body in pieces, because actix copies what a body yields into the connection's buffer: a client that does not
//! read would otherwise hold a copy of the whole file.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;

/// Also the size at which actix writes its buffer to the socket.
pub const PIECE: usize = 16 * 1024;

/// The rest of a body. The bytes are shared, not copied.
pub struct Pieces(pub Bytes);

impl MessageBody for Pieces {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.0.len() as u64)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        let length = self.0.len().min(PIECE);
        let piece = self.0.split_to(length);
        Poll::Ready((!piece.is_empty()).then_some(Ok(piece)))
    }

    /// Without this actix would take the whole body at once.
    fn try_into_bytes(self) -> Result<Bytes, Self> {
        Err(self)
    }
}

#[cfg(test)]
mod tests {
    use actix_web::body::to_bytes;

    use super::*;

    #[actix_web::test]
    async fn the_pieces_are_the_whole_body() {
        let whole = Bytes::from((0..=255).cycle().take(3 * PIECE + 1).collect::<Vec<u8>>());
        let mut pieces = Pieces(whole.clone());
        assert_eq!(pieces.size(), BodySize::Sized(whole.len() as u64));
        let first = std::future::poll_fn(|context| Pin::new(&mut pieces).poll_next(context)).await;
        assert_eq!(first.unwrap().unwrap(), whole[..PIECE]);
        assert_eq!(to_bytes(pieces).await.unwrap(), whole[PIECE..]);
    }
}
