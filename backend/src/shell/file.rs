//! A file held in memory and how it is answered: type, caching, conditional requests (RFC 9110, section 13.1.2).

use std::fmt::Write as _;

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, ContentEncoding, ETAG, EntityTag,
    Header, HeaderValue, IF_NONE_MATCH, IfNoneMatch, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use aws_lc_rs::digest::{SHA256, digest};
use shared::locale::Locale;

use super::encoding::Variants;
use super::pieces::{PIECE, Pieces};

/// How long a browser may use the file without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// For ever: the name changes with the content.
    Forever,
    /// Only after asking whether it is still the same.
    AskFirst,
}

/// What no request changes is ready to be sent: a header value made of text is checked and copied.
pub struct File {
    content_type: HeaderValue,
    cache: HeaderValue,
    vary: HeaderValue,
    /// The language it is in, where the same address speaks several.
    language: Option<HeaderValue>,
    variants: Variants,
    tags: [Tag; 3],
}

/// A compressed variant is another representation and has its own tag.
struct Tag {
    encoding: ContentEncoding,
    parsed: EntityTag,
    value: HeaderValue,
}

impl Tag {
    fn new(hash: &str, encoding: ContentEncoding) -> Self {
        let parsed = EntityTag::new_strong(format!("{hash}-{}", encoding.as_str()));
        // Files stay until the process ends. A value that is counted instead would pass between the processor's cores
        // with each request.
        let value = HeaderValue::from_static(parsed.to_string().leak());
        Self {
            encoding,
            parsed,
            value,
        }
    }
}

impl File {
    pub fn new(content_type: &'static str, cache: Cache, variants: Variants) -> Self {
        let hash = content_hash(variants.identity());
        Self {
            content_type: HeaderValue::from_static(content_type),
            cache: HeaderValue::from_static(match cache {
                Cache::Forever => "public, max-age=31536000, immutable",
                Cache::AskFirst => "no-cache",
            }),
            vary: HeaderValue::from_static("Accept-Encoding"),
            language: None,
            tags: [
                ContentEncoding::Brotli,
                ContentEncoding::Gzip,
                ContentEncoding::Identity,
            ]
            .map(|encoding| Tag::new(&hash, encoding)),
            variants,
        }
    }

    pub fn in_language(mut self, locale: Locale) -> Self {
        self.vary = HeaderValue::from_static("Accept-Encoding, Accept-Language, Cookie");
        self.language = Some(HeaderValue::from_static(locale.tag()));
        self
    }

    /// The file, or 304 when the browser has it already.
    pub fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let (encoding, bytes) = self.variant(request);
        let tag = self.tags.iter().find(|tag| tag.encoding == encoding);
        let tag = tag.expect("each variant has a tag");
        let is_known = is_known(request, &tag.parsed);
        let status = if is_known {
            StatusCode::NOT_MODIFIED
        } else {
            StatusCode::OK
        };
        let mut head = self.head(status);
        head.headers_mut().append(ETAG, tag.value.clone());
        if is_known {
            return head;
        }
        self.with_body(head, encoding, bytes)
    }

    /// The file as the body of another status.
    pub fn answer_as(&self, status: StatusCode, request: &HttpRequest) -> HttpResponse {
        let (encoding, bytes) = self.variant(request);
        self.with_body(self.head(status), encoding, bytes)
    }

    #[cfg(test)]
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.variants.identity()).unwrap()
    }

    fn variant(&self, request: &HttpRequest) -> (ContentEncoding, &Bytes) {
        if !self.variants.are_compressed() {
            return (ContentEncoding::Identity, self.variants.identity());
        }
        self.variants.choose(request)
    }

    fn head(&self, status: StatusCode) -> HttpResponse {
        let mut response = HttpResponse::new(status);
        let headers = response.headers_mut();
        headers.append(CACHE_CONTROL, self.cache.clone());
        headers.append(VARY, self.vary.clone());
        if let Some(language) = &self.language {
            headers.append(CONTENT_LANGUAGE, language.clone());
        }
        response
    }

    fn with_body(&self, mut head: HttpResponse, encoding: ContentEncoding, bytes: &Bytes) -> HttpResponse {
        let headers = head.headers_mut();
        if encoding != ContentEncoding::Identity {
            headers.append(CONTENT_ENCODING, encoding.to_header_value());
        }
        headers.append(CONTENT_TYPE, self.content_type.clone());
        if bytes.len() > PIECE {
            head.set_body(BoxBody::new(Pieces(bytes.clone())))
        } else {
            head.set_body(BoxBody::new(bytes.clone()))
        }
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
    if !request.headers().contains_key(IF_NONE_MATCH) {
        return false;
    }
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
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
