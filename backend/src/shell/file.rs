//! A file held in memory and how it is answered: type, caching, conditional requests (RFC 9110, section 13.1.2).

use std::fmt::Write as _;

use actix_web::http::StatusCode;
use actix_web::http::header::{
    AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, ContentEncoding, ETag, EntityTag,
    Header, IfNoneMatch, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use aws_lc_rs::digest::{SHA256, digest};
use shared::locale::Locale;

use super::encoding::Variants;

/// How long a browser may use the file without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// For ever: the name changes with the content.
    Forever,
    /// Only after asking whether it is still the same.
    AskFirst,
}

pub struct File {
    content_type: &'static str,
    cache: Cache,
    variants: Variants,
    hash: String,
    /// The language it is in, where the same address speaks several.
    language: Option<Locale>,
}

impl File {
    pub fn new(content_type: &'static str, cache: Cache, variants: Variants) -> Self {
        let hash = content_hash(variants.identity());
        Self {
            content_type,
            cache,
            variants,
            hash,
            language: None,
        }
    }

    pub fn in_language(mut self, locale: Locale) -> Self {
        self.language = Some(locale);
        self
    }

    /// The file, or 304 when the browser has it already.
    pub fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let (encoding, bytes) = self.variant(request);
        // A compressed variant is another representation and has its own tag.
        let tag = EntityTag::new_strong(format!("{}-{}", self.hash, encoding.as_str()));
        let is_known = is_known(request, &tag);
        let mut response = self.start(if is_known {
            StatusCode::NOT_MODIFIED
        } else {
            StatusCode::OK
        });
        response.insert_header(ETag(tag));
        if is_known {
            return response.finish();
        }
        self.finish(response, encoding, bytes)
    }

    /// The file as the body of another status.
    pub fn answer_as(&self, status: StatusCode, request: &HttpRequest) -> HttpResponse {
        let (encoding, bytes) = self.variant(request);
        self.finish(self.start(status), encoding, bytes)
    }

    #[cfg(test)]
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.variants.identity()).unwrap()
    }

    fn variant(&self, request: &HttpRequest) -> (ContentEncoding, &Bytes) {
        let accepted = AcceptEncoding::parse(request).unwrap_or(AcceptEncoding(Vec::new()));
        self.variants.choose(&accepted)
    }

    fn start(&self, status: StatusCode) -> HttpResponseBuilder {
        let mut response = HttpResponse::build(status);
        response.insert_header((
            CACHE_CONTROL,
            match self.cache {
                Cache::Forever => "public, max-age=31536000, immutable",
                Cache::AskFirst => "no-cache",
            },
        ));
        match self.language {
            None => response.insert_header((VARY, "Accept-Encoding")),
            Some(locale) => response
                .insert_header((VARY, "Accept-Encoding, Accept-Language, Cookie"))
                .insert_header((CONTENT_LANGUAGE, locale.tag())),
        };
        response
    }

    fn finish(
        &self,
        mut response: HttpResponseBuilder,
        encoding: ContentEncoding,
        bytes: &Bytes,
    ) -> HttpResponse {
        if encoding != ContentEncoding::Identity {
            response.insert_header((CONTENT_ENCODING, encoding));
        }
        response.content_type(self.content_type).body(bytes.clone())
    }
}

/// Sixteen hexadecimal digits that change with the content.
pub fn content_hash(bytes: &[u8]) -> String {
    let mut hash = String::new();
    for byte in &digest(&SHA256, bytes).as_ref()[..8] {
        write!(hash, "{byte:02x}").expect("memory does not fail to be written");
    }
    hash
}

/// `If-None-Match` compares weakly. A header that cannot be read counts as absent.
fn is_known(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::IF_NONE_MATCH;
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_tag_is_compared_weakly_with_each_one_of_the_header() {
        let tag = EntityTag::new_strong("0a-br".to_owned());
        for (header, wanted) in [
            (&b"\"0a-br\""[..], true),
            (b"W/\"0a-br\"", true),
            (b"\"other\" , W/\"0a-br\"", true),
            (b"*", true),
            (b"\"0a-gzip\"", false),
            (b"0a-br", false),
            (b"\"0a-br", false),
            (b"w/\"0a-br\"", false),
            (b"\"\xFF\", \"0a-br\"", false),
            (b"", false),
        ] {
            let request = TestRequest::get()
                .insert_header((IF_NONE_MATCH, header))
                .to_http_request();
            assert_eq!(is_known(&request, &tag), wanted, "{header:?}");
        }
        assert!(!is_known(&TestRequest::get().to_http_request(), &tag));
    }
}
