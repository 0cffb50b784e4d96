//! Random bytes and ids. All of the server's randomness comes from here.

use std::cell::Cell;
use std::fmt;

/// Unpredictable bytes.
#[expect(clippy::disallowed_methods, reason = "other code calls this function")]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes)
        .expect("the operating system's generator answers once the system has booted");
    bytes
}

/// A random UUID (RFC 9562 version 4) for a row.
pub fn random_id() -> String {
    uuid::Builder::from_random_bytes(random_bytes())
        .into_uuid()
        .to_string()
}

/// The id of a request in the log: unique, and no secret, since it never leaves the log.
#[derive(Clone, Copy)]
pub struct RequestId(u64);

const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";

impl RequestId {
    /// The numbers of a thread follow each other and begin at random, so that two threads do not share ids.
    pub fn next() -> Self {
        thread_local! {
            static NEXT: Cell<u64> = Cell::new(u64::from_be_bytes(random_bytes()));
        }
        Self(NEXT.replace(NEXT.get().wrapping_add(1)))
    }

    /// Sixteen hexadecimal digits.
    pub fn digits(self) -> [u8; 16] {
        let bytes = self.0.to_be_bytes();
        std::array::from_fn(|place| {
            let byte = bytes[place / 2];
            let half = if place % 2 == 0 { byte >> 4 } else { byte & 15 };
            HEXADECIMAL[usize::from(half)]
        })
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        formatter.write_str(str::from_utf8(&digits).expect("digits are ASCII"))
    }
}

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Whether the text has only characters that `crockford` writes.
pub fn is_crockford(text: &str) -> bool {
    text.bytes().all(|byte| CROCKFORD.contains(&byte))
}

/// One character of Crockford's base32 per byte. 32 divides 256, so every character is equally likely.
pub fn crockford(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| char::from(CROCKFORD[usize::from(byte % 32)]))
        .collect()
}
