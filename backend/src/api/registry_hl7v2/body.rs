//! Reads a body of limited size. It reads on for a while past the limit, so that the sender receives the answer.

use actix_web::web;
use futures_util::StreamExt;

/// Beyond this length the connection is closed without an answer.
const MOST_PATIENCE: usize = 8 << 20;

/// How much of a body that is too long is kept, to recognize its kind.
const BEGIN: usize = 4096;

pub enum BodyError {
    TooLarge { bytes: u64, begin: Vec<u8> },
    Broken,
}

pub async fn read(mut payload: web::Payload, most: usize) -> Result<Vec<u8>, BodyError> {
    let mut body = Vec::new();
    let mut length = 0_usize;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| BodyError::Broken)?;
        length += chunk.len();
        if length <= most {
            body.extend_from_slice(&chunk);
        } else {
            body.truncate(BEGIN);
            body.shrink_to_fit();
        }
        if length > MOST_PATIENCE {
            break;
        }
    }
    if length > most {
        return Err(BodyError::TooLarge {
            bytes: length as u64,
            begin: body,
        });
    }
    Ok(body)
}
