//! Compressed twins of a file, and which of them a browser wants (RFC 9110, section 12.5.3).

use std::io::Write as _;
use std::sync::OnceLock;

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT_ENCODING, AcceptEncoding, ContentEncoding, Encoding, Header};
use actix_web::web::Bytes;
use flate2::write::GzEncoder;

use super::last_choice::LastChoice;

/// The smallest. A page takes some ten milliseconds, once.
const BROTLI_QUALITY: i32 = 11;

/// The bytes and their compressed twins, where those are smaller.
pub struct Variants {
    identity: Bytes,
    brotli: OnceLock<Option<Bytes>>,
    gzip: OnceLock<Option<Bytes>>,
}

impl Variants {
    /// With the twins that there are.
    pub fn new(identity: Bytes, brotli: Option<Bytes>, gzip: Option<Bytes>) -> Self {
        let smaller = |twin: Option<Bytes>| twin.filter(|bytes| bytes.len() < identity.len());
        Self {
            brotli: OnceLock::from(smaller(brotli)),
            gzip: OnceLock::from(smaller(gzip)),
            identity,
        }
    }

    /// Makes each twin when a browser first wants it: a server with many languages has hundreds of pages, and would
    /// start seconds later.
    pub const fn of(identity: Bytes) -> Self {
        Self {
            identity,
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    pub const fn identity(&self) -> &Bytes {
        &self.identity
    }

    /// Whether there is anything to choose.
    pub fn are_compressed(&self) -> bool {
        let [brotli, gzip, _] = self.available();
        brotli.is_some() || gzip.is_some()
    }

    /// The variant the browser prefers.
    pub fn choose(&self, request: &HttpRequest) -> (ContentEncoding, &Bytes) {
        loop {
            let encoding = last_choice(request, self.available());
            // A twin that turns out not to be smaller is no longer available in the next round.
            if let Some(bytes) = self.variant(encoding) {
                return (encoding, bytes);
            }
        }
    }

    /// The encodings that are there, or that may still be made.
    fn available(&self) -> Available {
        let unless_missing = |twin: &OnceLock<Option<Bytes>>, encoding| {
            let is_missing = matches!(twin.get(), Some(None));
            (!is_missing).then_some(encoding)
        };
        [
            unless_missing(&self.brotli, ContentEncoding::Brotli),
            unless_missing(&self.gzip, ContentEncoding::Gzip),
            Some(ContentEncoding::Identity),
        ]
    }

    /// Nothing for a twin that is missing or not smaller.
    fn variant(&self, encoding: ContentEncoding) -> Option<&Bytes> {
        // A twin stays until the process ends and is not counted, as a file's tag.
        let twin = |compress: fn(&[u8]) -> Vec<u8>| {
            Some(compress(&self.identity))
                .filter(|bytes| bytes.len() < self.identity.len())
                .map(|bytes| Bytes::from_static(bytes.leak()))
        };
        match encoding {
            ContentEncoding::Brotli => self.brotli.get_or_init(|| twin(brotli)).as_ref(),
            ContentEncoding::Gzip => self.gzip.get_or_init(|| twin(gzip)).as_ref(),
            _ => Some(&self.identity),
        }
    }
}

type Available = [Option<ContentEncoding>; 3];

fn last_choice(request: &HttpRequest, available: Available) -> ContentEncoding {
    thread_local! {
        static LAST: LastChoice<Available, ContentEncoding> = const { LastChoice::new() };
    }
    LAST.with(|last| {
        last.get(request, ACCEPT_ENCODING, &available, || {
            negotiate(request, available)
        })
    })
}

/// Where the browser accepts none, it gets the plain bytes: a page that may be unreadable is better than a refusal that
/// says so. A header that cannot be read counts as absent.
fn negotiate(request: &HttpRequest, available: Available) -> ContentEncoding {
    let accepted = AcceptEncoding::parse(request).unwrap_or(AcceptEncoding(Vec::new()));
    let encodings = available.map(|encoding| encoding.map(Encoding::Known));
    match accepted.negotiate(encodings.iter().flatten()) {
        Some(Encoding::Known(chosen)) => chosen,
        Some(Encoding::Unknown(_)) | None => ContentEncoding::Identity,
    }
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)
        .expect("memory does not fail to be written");
    compressed
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("memory does not fail to be written")
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn three() -> Variants {
        let bytes = |length: usize| Bytes::from(vec![b'a'; length]);
        Variants::new(bytes(9), Some(bytes(1)), Some(bytes(2)))
    }

    fn choose(variants: &Variants, header: &[u8]) -> &'static str {
        let request = TestRequest::get()
            .insert_header((ACCEPT_ENCODING, header))
            .to_http_request();
        variants.choose(&request).0.as_str()
    }

    #[test]
    fn the_heaviest_wish_wins_and_the_smallest_among_equals() {
        for (header, wanted) in [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip, deflate", "gzip"),
            ("br;q=0.5, gzip;q=0.8", "gzip"),
            ("br; q=0.5 , gzip; q=0.5", "br"),
            ("BR", "br"),
            ("gzip;q=0, br;q=0.001", "br"),
            ("identity, br;q=0.2", "identity"),
            ("zstd", "identity"),
            ("*", "identity"),
            ("identity;q=0, *;q=0", "identity"),
            ("", "identity"),
        ] {
            assert_eq!(choose(&three(), header.as_bytes()), wanted, "{header}");
        }
    }

    #[test]
    fn a_malformed_wish_counts_as_none() {
        for header in [
            &b"br;q=2"[..],
            b"br;q=much",
            b"gzip;q",
            b"br;q=NaN",
            b"\xFF, br",
            b",,;;,",
        ] {
            assert_eq!(choose(&three(), header), "identity", "{header:?}");
        }
        assert_eq!(choose(&three(), b"br;q=much, gzip"), "gzip");
    }

    #[test]
    fn a_missing_variant_is_not_chosen() {
        let only_gzip = Variants::new(Bytes::from_static(b"aaa"), None, Some(Bytes::from_static(b"a")));
        assert_eq!(choose(&only_gzip, b"br, gzip;q=0.1"), "gzip");
    }

    #[test]
    fn the_last_choice_of_a_thread_is_not_that_of_another_file_or_header() {
        let only_gzip = Variants::new(Bytes::from_static(b"aaa"), None, Some(Bytes::from_static(b"a")));
        for _ in 0..2 {
            assert_eq!(choose(&three(), b"br, gzip"), "br");
            assert_eq!(choose(&only_gzip, b"br, gzip"), "gzip");
            assert_eq!(choose(&only_gzip, b"br"), "identity");
        }
    }

    #[test]
    fn a_variant_that_is_not_smaller_is_not_kept() {
        let best = |text: String| {
            let variants = Variants::of(text.into());
            // The first request makes the twin, the second one finds it.
            let chosen = [choose(&variants, b"br, gzip"), choose(&variants, b"br, gzip")];
            assert_eq!(chosen[0], chosen[1]);
            chosen[0]
        };
        assert_eq!(best("a".to_owned()), "identity");
        assert_eq!(best("a".repeat(500)), "br");
    }

    #[test]
    fn a_twin_is_made_only_when_it_is_wanted() {
        let variants = Variants::of("a".repeat(500).into());
        assert_eq!(choose(&variants, b"gzip"), "gzip");
        assert_eq!(choose(&variants, b""), "identity");
        assert!(variants.gzip.get().is_some());
        assert!(variants.brotli.get().is_none());
    }
}
