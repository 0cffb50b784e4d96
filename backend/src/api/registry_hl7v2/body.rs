//! Reads a body of limited size. It reads on for a while past the limit, so that the sender receives the answer. A SOAP
//! call has its credentials in the body, so the memory of all bodies together is bounded here.

use actix_web::{HttpRequest, web};
use futures_util::StreamExt;
use tokio::sync::OwnedSemaphorePermit;

use crate::api::client;
use crate::secrets::defenses::{Defense, Defenses};
use crate::secrets::permits::{Busy, Permits};
use crate::secrets::turns::{Turn, Turns};

/// Beyond this length the connection is closed without an answer.
const MOST_PATIENCE: usize = 8 << 20;
/// A longer body waits for a place. Nearly every message is shorter.
const SHORT: usize = 16 << 10;
/// How many longer bodies are in memory at once.
const LONG_AT_ONCE: usize = 4;

/// The places for long bodies. A network has one of them at a time, so that no network holds all of them.
pub struct Bodies {
    turns: Turns,
    places: Permits,
    are_bounded: bool,
}

/// A body, with its place if it is long. The caller keeps it until the call is answered, because reading the message
/// makes copies.
pub struct Body {
    pub bytes: Vec<u8>,
    _place: Option<Place>,
}

enum Place {
    Bounded {
        _turn: Turn,
        _permit: OwnedSemaphorePermit,
    },
    /// Only in an attack's control run.
    Unbounded,
}

pub enum BodyError {
    TooLarge {
        bytes: u64,
        begin: Vec<u8>,
    },
    Broken,
    /// Too many long bodies of this network wait.
    Busy,
}

impl Bodies {
    pub fn new(defenses: Defenses) -> Self {
        Self {
            turns: Turns::default(),
            places: Permits::new(LONG_AT_ONCE),
            are_bounded: defenses.has(Defense::Bodies),
        }
    }

    /// Leaves the rest of a long body in the network until it has a place.
    pub async fn read(
        &self,
        request: &HttpRequest,
        mut payload: web::Payload,
        most: usize,
    ) -> Result<Body, BodyError> {
        let mut bytes = Vec::new();
        let mut place = None;
        let mut length = 0_usize;
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| BodyError::Broken)?;
            length += chunk.len();
            if length <= SHORT || length <= most && place.is_some() {
                bytes.extend_from_slice(&chunk);
            } else if length <= most {
                place = Some(self.place(request).await.map_err(|Busy| BodyError::Busy)?);
                bytes.reserve_exact(most - bytes.len());
                bytes.extend_from_slice(&chunk);
            } else {
                // The begin is enough to recognize the kind of the body.
                bytes.truncate(SHORT);
                bytes.shrink_to_fit();
                place = None;
            }
            if length > MOST_PATIENCE {
                break;
            }
        }
        if length > most {
            return Err(BodyError::TooLarge {
                bytes: length as u64,
                begin: bytes,
            });
        }
        Ok(Body { bytes, _place: place })
    }

    async fn place(&self, request: &HttpRequest) -> Result<Place, Busy> {
        if !self.are_bounded {
            return Ok(Place::Unbounded);
        }
        let network = client::caller(request).map(|caller| caller.key);
        let turn = self.turns.take(&network.unwrap_or_default()).await?;
        Ok(Place::Bounded {
            _turn: turn,
            _permit: self.places.wait().await,
        })
    }
}
