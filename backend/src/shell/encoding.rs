//! Compressed twins of a file, and which of them a browser wants (RFC 9110, section 12.5.3).

use std::io::Write as _;

use actix_web::web::Bytes;
use flate2::write::GzEncoder;

/// Tests start the server often and do not need the smallest page.
const BROTLI_QUALITY: i32 = if cfg!(debug_assertions) { 2 } else { 11 };

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// Smallest first: the order of preference among equals.
    const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Identity];

    /// The name in `Accept-Encoding` and `Content-Encoding`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// The heaviest wish among what is there; without a wish, or when nothing fits it, the plain bytes.
    pub fn choose(accept_encoding: Option<&str>, is_there: impl Fn(Self) -> bool) -> Self {
        let Some(header) = accept_encoding else {
            return Self::Identity;
        };
        let mut best = (Self::Identity, 0.0);
        for encoding in Self::ALL.into_iter().filter(|encoding| is_there(*encoding)) {
            let weight = encoding.weight(header);
            if weight > best.1 {
                best = (encoding, weight);
            }
        }
        best.0
    }

    fn weight(self, header: &str) -> f32 {
        let mut any = None;
        for wish in header.split(',') {
            let (name, weight) = wish.split_once(';').map_or((wish, 1.0), |(name, parameter)| {
                let weight = parameter.trim().strip_prefix("q=").map(str::parse);
                (name, weight.and_then(Result::ok).unwrap_or(1.0))
            });
            match name.trim() {
                "*" => any = Some(weight),
                name if name.eq_ignore_ascii_case(self.name()) => return weight,
                _ => {}
            }
        }
        // Plain bytes need no wish, but any wish goes first.
        let unnamed = if self == Self::Identity { 0.0001 } else { 0.0 };
        any.unwrap_or(unnamed)
    }
}

/// The bytes and their compressed twins, where those are smaller.
pub struct Variants {
    identity: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Variants {
    pub fn new(identity: Bytes, brotli: Option<Bytes>, gzip: Option<Bytes>) -> Self {
        let smaller = |bytes: &Bytes| bytes.len() < identity.len();
        Self {
            brotli: brotli.filter(smaller),
            gzip: gzip.filter(smaller),
            identity,
        }
    }

    /// Compresses now.
    pub fn compress(text: String) -> Self {
        let brotli = brotli(text.as_bytes());
        let gzip = gzip(text.as_bytes());
        Self::new(Bytes::from(text), Some(brotli), Some(gzip))
    }

    pub fn identity(&self) -> &Bytes {
        &self.identity
    }

    pub fn get(&self, encoding: Encoding) -> Option<&Bytes> {
        match encoding {
            Encoding::Brotli => self.brotli.as_ref(),
            Encoding::Gzip => self.gzip.as_ref(),
            Encoding::Identity => Some(&self.identity),
        }
    }
}

fn brotli(bytes: &[u8]) -> Bytes {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)
        .expect("memory does not fail to be written");
    compressed.into()
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("memory does not fail to be written")
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(header: &str) -> &'static str {
        Encoding::choose(Some(header), |_| true).name()
    }

    #[test]
    fn the_heaviest_wish_wins_and_the_smallest_among_equals() {
        for (header, wanted) in [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip, deflate", "gzip"),
            ("br;q=0.5, gzip;q=0.8", "gzip"),
            ("br; q=0.5 , gzip; q=0.5", "br"),
            ("BR", "br"),
            ("*", "br"),
            ("br;q=0, *;q=0.1", "gzip"),
            ("identity, br;q=0.2", "identity"),
            ("zstd", "identity"),
            ("", "identity"),
        ] {
            assert_eq!(choose(header), wanted, "{header}");
        }
    }

    #[test]
    fn without_a_wish_the_bytes_come_plain() {
        assert_eq!(Encoding::choose(None, |_| true), Encoding::Identity);
    }

    #[test]
    fn what_is_not_there_is_not_chosen() {
        let only_gzip = |encoding| encoding != Encoding::Brotli;
        assert_eq!(
            Encoding::choose(Some("br, gzip;q=0.1"), only_gzip),
            Encoding::Gzip
        );
    }

    #[test]
    fn a_twin_that_is_not_smaller_is_not_kept() {
        assert!(Variants::compress("a".to_owned()).get(Encoding::Gzip).is_none());
        assert!(
            Variants::compress("a".repeat(500))
                .get(Encoding::Brotli)
                .is_some()
        );
    }
}
