//! Compressed twins of a file, and which of them a browser wants (RFC 9110, section 12.5.3).

use std::cell::RefCell;
use std::io::Write as _;

use actix_web::HttpRequest;
use actix_web::http::header::{
    ACCEPT_ENCODING, AcceptEncoding, ContentEncoding, Encoding, Header, HeaderValue,
};
use actix_web::web::Bytes;
use flate2::write::GzEncoder;

/// Tests start the server often and do not need the smallest page.
const BROTLI_QUALITY: i32 = if cfg!(debug_assertions) { 2 } else { 11 };

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

    /// Whether there is anything to choose.
    pub fn are_compressed(&self) -> bool {
        self.brotli.is_some() || self.gzip.is_some()
    }

    /// The variant the browser prefers. Browsers send the same few headers again and again, so that each thread keeps
    /// the last answer.
    pub fn choose(&self, request: &HttpRequest) -> (ContentEncoding, &Bytes) {
        let brotli = self.brotli.as_ref().map(|bytes| (ContentEncoding::Brotli, bytes));
        let gzip = self.gzip.as_ref().map(|bytes| (ContentEncoding::Gzip, bytes));
        let identity = (ContentEncoding::Identity, &self.identity);
        let variants = [brotli, gzip, Some(identity)];
        let available = variants.map(|variant| variant.map(|(encoding, _)| encoding));
        let chosen = last_choice(request, available);
        let is_chosen = |(encoding, _): &(ContentEncoding, &Bytes)| *encoding == chosen;
        variants.into_iter().flatten().find(is_chosen).unwrap_or(identity)
    }
}

type Available = [Option<ContentEncoding>; 3];

fn last_choice(request: &HttpRequest, available: Available) -> ContentEncoding {
    thread_local! {
        static LAST: RefCell<Option<(HeaderValue, Available, ContentEncoding)>> = const { RefCell::new(None) };
    }
    let mut headers = request.headers().get_all(ACCEPT_ENCODING);
    let (header, is_only) = (headers.next(), headers.next().is_none());
    let Some(header) = header.filter(|_| is_only) else {
        return negotiate(request, available);
    };
    LAST.with_borrow_mut(|last| match last {
        Some((known, among, chosen)) if known == header && *among == available => *chosen,
        _ => {
            let chosen = negotiate(request, available);
            *last = Some((header.clone(), available, chosen));
            chosen
        }
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
        let best = |text: String| choose(&Variants::compress(text), b"br, gzip");
        assert_eq!(best("a".to_owned()), "identity");
        assert_eq!(best("a".repeat(500)), "br");
    }
}
