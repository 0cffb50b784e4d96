//! A file held in memory and how it is answered: type, caching, conditional requests (RFC 9110, section 13.1.2).

use std::fmt::Write as _;

use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, ETAG, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse};
use aws_lc_rs::digest::{SHA256, digest};
use shared::locale::Locale;

use super::encoding::{Encoding, Variants};

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
        let encoding = self.encoding(request);
        // A compressed twin is another representation and has its own tag.
        let tag = format!("\"{}-{}\"", self.hash, encoding.name());
        let is_known = header(request, IF_NONE_MATCH)
            .is_some_and(|known| known.split(',').any(|one| is_same_tag(one.trim(), &tag)));
        let mut response = self.start(if is_known {
            StatusCode::NOT_MODIFIED
        } else {
            StatusCode::OK
        });
        response.insert_header((ETAG, tag));
        if is_known {
            return response.finish();
        }
        self.finish(response, encoding)
    }

    /// The file as the body of another status.
    pub fn answer_as(&self, status: StatusCode, request: &HttpRequest) -> HttpResponse {
        self.finish(self.start(status), self.encoding(request))
    }

    #[cfg(test)]
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.variants.identity()).unwrap()
    }

    fn encoding(&self, request: &HttpRequest) -> Encoding {
        Encoding::choose(header(request, ACCEPT_ENCODING), |encoding| {
            self.variants.get(encoding).is_some()
        })
    }

    fn start(&self, status: StatusCode) -> actix_web::HttpResponseBuilder {
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

    fn finish(&self, mut response: actix_web::HttpResponseBuilder, encoding: Encoding) -> HttpResponse {
        if encoding != Encoding::Identity {
            response.insert_header((CONTENT_ENCODING, encoding.name()));
        }
        let bytes = self.variants.get(encoding).expect("only what is there is chosen");
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

/// `If-None-Match` compares weakly: `W/` says nothing here.
fn is_same_tag(known: &str, tag: &str) -> bool {
    known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
}

pub fn header(request: &HttpRequest, name: actix_web::http::header::HeaderName) -> Option<&str> {
    request.headers().get(name)?.to_str().ok()
}
