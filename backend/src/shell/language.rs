//! Which language a page comes in: `?lang`, else the cookie, else `Accept-Language`, else the department's default.

use std::fmt::Display;

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{ACCEPT_LANGUAGE, AcceptLanguage, COOKIE, Header, Preference, Quality};
use actix_web::web::Query;
use shared::locale::Locale;
use shared::routes::{LANG_COOKIE, LANG_QUERY};

use super::last_choice::LastChoice;

/// The languages a department offers.
pub struct Languages {
    pub offered: Vec<Locale>,
    pub default: Locale,
    /// Whether residents come over https.
    pub is_https: bool,
}

impl Languages {
    pub fn choose(&self, request: &HttpRequest) -> Locale {
        let by_cookie = || self.named(cookie(request)?.value());
        self.by_address(request)
            .or_else(by_cookie)
            .or_else(|| self.by_browser(request))
            .unwrap_or(self.default)
    }

    fn by_browser(&self, request: &HttpRequest) -> Option<Locale> {
        thread_local! {
            static LAST: LastChoice<Vec<Locale>, Option<Locale>> = const { LastChoice::new() };
        }
        let choose = || {
            let mut ranges = accepted(request).into_iter();
            ranges.find_map(|range| self.named(&range.to_string()))
        };
        LAST.with(|last| last.get(request, ACCEPT_LANGUAGE, &self.offered, choose))
    }

    /// Remembers the language that the address names, so that the next page speaks it too where no script runs.
    pub fn cookie(&self, request: &HttpRequest) -> Option<Cookie<'static>> {
        let locale = self.by_address(request)?;
        let cookie = Cookie::build(LANG_COOKIE, locale.tag())
            .path("/")
            .max_age(Duration::days(365))
            .same_site(SameSite::Lax)
            .secure(self.is_https);
        Some(cookie.finish())
    }

    fn by_address(&self, request: &HttpRequest) -> Option<Locale> {
        self.named(&wish(request)?)
    }

    fn named(&self, tag: &str) -> Option<Locale> {
        Locale::from_tag(tag).filter(|locale| self.offered.contains(locale))
    }
}

/// Whether no language was chosen yet, in this browser or by the address.
pub fn is_first_visit(request: &HttpRequest) -> bool {
    cookie(request).is_none() && wish(request).is_none()
}

/// actix keeps a list of a request's cookies, which is not made for the many requests without any.
fn cookie(request: &HttpRequest) -> Option<Cookie<'static>> {
    request
        .headers()
        .contains_key(COOKIE)
        .then(|| request.cookie(LANG_COOKIE))?
}

/// The address's first `lang`. A query that cannot be read has none.
fn wish(request: &HttpRequest) -> Option<String> {
    if request.query_string().is_empty() {
        return None;
    }
    let query = Query::<Vec<(String, String)>>::from_query(request.query_string()).ok()?;
    let mut pairs = query.into_inner().into_iter();
    pairs.find_map(|(name, value)| (name == LANG_QUERY).then_some(value))
}

/// The language ranges of `Accept-Language`, the preferred one first; `q=0` means "not this one" (RFC 9110 section
/// 12.5.4). A header that cannot be read counts as absent.
fn accepted(request: &HttpRequest) -> Vec<Preference<impl Display>> {
    let mut ranges = AcceptLanguage::parse(request).unwrap_or(AcceptLanguage(Vec::new()));
    ranges.retain(|range| range.quality > Quality::ZERO);
    ranges.ranked()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    /// `-` stands for an absent header.
    fn choose(languages: &Languages, address: &str, cookie: &str, accepted: &[u8]) -> &'static str {
        let mut request = TestRequest::get().uri(address);
        if cookie != "-" {
            request = request.insert_header((COOKIE, format!("{LANG_COOKIE}={cookie}")));
        }
        if accepted != b"-" {
            request = request.insert_header((ACCEPT_LANGUAGE, accepted));
        }
        languages.choose(&request.to_http_request()).tag()
    }

    fn all() -> Languages {
        Languages {
            offered: Locale::all().collect(),
            default: Locale::ENGLISH,
            is_https: true,
        }
    }

    #[test]
    fn the_address_beats_the_cookie_beats_the_browser_beats_the_default() {
        for (address, cookie, accepted, wanted) in [
            ("/?lang=ar", "fr", "fr", "ar"),
            ("/", "ar", "fr", "ar"),
            ("/?lang=tlh", "ar", "-", "ar"),
            ("/", "-", "de, fr-CA;q=0.8", "fr"),
            ("/", "", "de", "en"),
            ("/", "-", "-", "en"),
        ] {
            assert_eq!(
                choose(&all(), address, cookie, accepted.as_bytes()),
                wanted,
                "{address} {cookie} {accepted}"
            );
        }
    }

    #[test]
    fn the_language_is_anywhere_in_the_query_and_the_first_one_counts() {
        for (address, wanted) in [
            ("/?a=1&lang=fr&b", "fr"),
            ("/?lang=fr&lang=ar", "fr"),
            ("/?lang=%66r", "fr"),
            ("/?xlang=fr", "en"),
            ("/?lang=%FF&=&%", "en"),
            ("/?", "en"),
        ] {
            assert_eq!(choose(&all(), address, "-", b"-"), wanted, "{address}");
        }
    }

    #[test]
    fn the_browser_s_heaviest_known_wish_wins() {
        for (accepted, wanted) in [
            ("de, fr;q=0.5, ar;q=0.9", "ar"),
            ("fr;q=0.5 , ar ; q=0.9", "ar"),
            ("fr;q=0.5,\tar\t;\tQ=0.900", "ar"),
            ("fr, ar", "fr"),
            ("fr;q=0, ar;q=0.1", "ar"),
            ("AR-eg", "ar"),
            ("fr;q=0", "en"),
            ("*;q=0.1", "en"),
        ] {
            assert_eq!(
                choose(&all(), "/", "-", accepted.as_bytes()),
                wanted,
                "{accepted}"
            );
        }
    }

    #[test]
    fn a_malformed_wish_of_the_browser_counts_as_none() {
        for accepted in [
            &b"ar;q="[..],
            b"ar;q=much",
            b"ar;level=1;q",
            b"ar;q=NaN",
            b"ar;q=-1",
            b"ar_EG",
            b"\xFF, ar",
            b",;,",
            b"-",
        ] {
            assert_eq!(choose(&all(), "/", "-", accepted), "en", "{accepted:?}");
        }
        assert_eq!(choose(&all(), "/", "-", b"fr;q=much, ar;q=0.1"), "ar");
    }

    #[test]
    fn a_language_that_is_not_offered_is_never_chosen() {
        let some = Languages {
            offered: vec![Locale::ENGLISH, Locale::from_tag("ar").unwrap()],
            default: Locale::from_tag("ar").unwrap(),
            ..all()
        };
        assert_eq!(choose(&some, "/?lang=fr", "fr", b"fr"), "ar");
        assert_eq!(choose(&some, "/", "-", b"fr, en;q=0.5"), "en");
    }
}
