//! The request that a connection is answering, as its stream and its handler see it. A connection answers one request at
//! a time, and meanwhile reads no other.

use std::cell::Cell;
use std::task::Waker;

/// So much of a body may wait for its handler.
const WINDOW: usize = 16 * 1024;
/// A body in chunks ends where only its decoder knows. Bytes of later requests that are read with it become requests at
/// once, so there must be few.
const WINDOW_OF_CHUNKS: usize = 512;

/// How long the body of a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyLength {
    None,
    Bytes(u64),
    Chunked,
}

/// What the stream may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayRead {
    Nothing,
    Head,
    Body(usize),
    /// What is left of a body after its response. No other request follows it.
    Unwanted(usize),
}

#[derive(Clone, Copy)]
enum Stage {
    /// No request was begun, or the last response is written.
    Idle,
    /// A handler answers. It may still want `left` bytes of the body, of which `window` may be read now.
    Handling { left: u64, window: usize, most: usize },
    /// The response is complete; its last bytes wait in memory.
    Encoded { is_last: bool },
    /// The response was written before the whole body was read. The client may still send some of it, and then reads the
    /// response.
    Draining,
}

/// The stream and the handler of a connection share this. Both are on one thread.
pub struct Exchange {
    stage: Cell<Stage>,
    is_broken: Cell<bool>,
    reader: Cell<Option<Waker>>,
}

impl Default for Exchange {
    fn default() -> Self {
        Self {
            stage: Cell::new(Stage::Idle),
            is_broken: Cell::new(false),
            reader: Cell::new(None),
        }
    }
}

impl Exchange {
    /// A handler begins with a request.
    pub fn begin(&self, body: BodyLength) {
        let (left, most) = match body {
            BodyLength::None => (0, 0),
            BodyLength::Bytes(length) => (length, WINDOW),
            BodyLength::Chunked => (u64::MAX, WINDOW_OF_CHUNKS),
        };
        let window = most;
        self.set(Stage::Handling { left, window, most });
    }

    pub fn may_read(&self) -> MayRead {
        match self.stage.get() {
            Stage::Idle => MayRead::Head,
            Stage::Handling { left, window, .. } => {
                match window.min(usize::try_from(left).unwrap_or(usize::MAX)) {
                    0 => MayRead::Nothing,
                    bytes => MayRead::Body(bytes),
                }
            }
            Stage::Encoded { .. } => MayRead::Nothing,
            Stage::Draining => MayRead::Unwanted(WINDOW_OF_CHUNKS),
        }
    }

    /// The stream has read bytes of the body.
    pub fn has_read(&self, bytes: usize) {
        if let Stage::Handling { left, window, most } = self.stage.get() {
            self.stage.set(Stage::Handling {
                left: left.saturating_sub(bytes as u64),
                window: window.saturating_sub(bytes),
                most,
            });
        }
    }

    /// The handler took bytes of the body.
    pub fn has_taken(&self, bytes: usize) {
        if let Stage::Handling { left, window, most } = self.stage.get() {
            let window = window.saturating_add(bytes).min(most);
            self.set(Stage::Handling { left, window, most });
        }
    }

    /// The handler waits for more of the body.
    pub fn wants_more(&self) {
        if let Stage::Handling { left, window, most } = self.stage.get()
            && window < most
        {
            let window = most;
            self.set(Stage::Handling { left, window, most });
        }
    }

    /// The handler has all of the body that there is.
    pub fn has_body(&self) {
        if let Stage::Handling { most, .. } = self.stage.get() {
            let (left, window) = (0, 0);
            self.stage.set(Stage::Handling { left, window, most });
        }
    }

    /// The body cannot be read to its end, so no other request can follow it.
    pub fn is_broken_off(&self) {
        self.is_broken.set(true);
    }

    /// Whether bytes of the body were not read yet.
    pub fn has_unread_body(&self) -> bool {
        matches!(self.stage.get(), Stage::Handling { left: 1.., .. })
    }

    /// actix has the whole response.
    pub fn is_encoded(&self) {
        let is_last = self.has_unread_body();
        self.stage.set(Stage::Encoded { is_last });
    }

    /// The kernel has all bytes that actix had for it. Returns false if the connection cannot go on.
    pub fn is_written(&self) -> bool {
        let Stage::Encoded { is_last } = self.stage.get() else {
            return true;
        };
        self.set(if is_last { Stage::Draining } else { Stage::Idle });
        !self.is_broken.get()
    }

    /// Bytes that actix writes now would follow the last response.
    pub fn is_over(&self) -> bool {
        matches!(self.stage.get(), Stage::Draining)
    }

    /// Bytes that actix writes now belong to no response of a handler.
    pub fn is_idle(&self) -> bool {
        matches!(self.stage.get(), Stage::Idle)
    }

    /// Wakes the reader when it may read more.
    pub fn wake_when_more(&self, reader: &Waker) {
        self.reader.set(Some(reader.clone()));
    }

    fn set(&self, stage: Stage) {
        self.stage.set(stage);
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_request_is_read_when_the_response_is_written() {
        let exchange = Exchange::default();
        assert_eq!(exchange.may_read(), MayRead::Head);
        exchange.begin(BodyLength::None);
        assert_eq!(exchange.may_read(), MayRead::Nothing);
        exchange.is_written();
        assert_eq!(exchange.may_read(), MayRead::Nothing, "an interim response");
        exchange.is_encoded();
        assert_eq!(exchange.may_read(), MayRead::Nothing);
        assert!(exchange.is_written());
        assert_eq!(exchange.may_read(), MayRead::Head);
    }

    #[test]
    fn a_body_is_read_as_fast_as_it_is_taken_and_not_beyond_its_end() {
        let exchange = Exchange::default();
        let length = WINDOW + 100;
        exchange.begin(BodyLength::Bytes(length as u64));
        assert_eq!(exchange.may_read(), MayRead::Body(WINDOW));
        exchange.has_read(WINDOW);
        assert_eq!(exchange.may_read(), MayRead::Nothing);
        exchange.has_taken(10);
        assert_eq!(exchange.may_read(), MayRead::Body(10));
        exchange.wants_more();
        assert_eq!(exchange.may_read(), MayRead::Body(100));
        exchange.has_read(100);
        exchange.wants_more();
        assert_eq!(exchange.may_read(), MayRead::Nothing);
    }

    #[test]
    fn of_a_body_in_chunks_little_is_read_at_once() {
        let exchange = Exchange::default();
        exchange.begin(BodyLength::Chunked);
        exchange.has_read(WINDOW_OF_CHUNKS);
        assert_eq!(exchange.may_read(), MayRead::Nothing);
        exchange.wants_more();
        assert_eq!(exchange.may_read(), MayRead::Body(WINDOW_OF_CHUNKS));
        exchange.has_body();
        exchange.wants_more();
        assert_eq!(exchange.may_read(), MayRead::Nothing);
    }

    #[test]
    fn after_an_early_response_the_rest_of_the_body_is_unwanted() {
        let exchange = Exchange::default();
        exchange.begin(BodyLength::Bytes(1000));
        exchange.has_read(400);
        assert!(exchange.has_unread_body());
        exchange.is_encoded();
        assert!(exchange.is_written() && exchange.is_over());
        assert!(matches!(exchange.may_read(), MayRead::Unwanted(_)));
    }

    #[test]
    fn after_a_broken_body_the_connection_ends_with_the_response() {
        let exchange = Exchange::default();
        exchange.begin(BodyLength::Chunked);
        exchange.is_broken_off();
        assert!(exchange.is_written());
        exchange.is_encoded();
        assert!(!exchange.is_written());
    }
}
