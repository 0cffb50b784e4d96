//! Which language a page comes in: `?lang`, else the cookie, else `Accept-Language`, else the department's default.

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT_LANGUAGE;
use shared::locale::Locale;
use shared::routes::{LANG_COOKIE, LANG_QUERY};

use super::file::header;

/// The languages a department offers.
pub struct Languages {
    pub offered: Vec<Locale>,
    pub default: Locale,
}

impl Languages {
    pub fn choose(&self, request: &HttpRequest) -> Locale {
        let cookie = request.cookie(LANG_COOKIE);
        self.pick(
            query_value(request.query_string(), LANG_QUERY),
            cookie.as_ref().map(actix_web::cookie::Cookie::value),
            header(request, ACCEPT_LANGUAGE),
        )
    }

    fn pick(&self, query: Option<&str>, cookie: Option<&str>, accept_language: Option<&str>) -> Locale {
        let offered = |locale: &Locale| self.offered.contains(locale);
        let named = |tag: Option<&str>| tag.and_then(Locale::from_tag).filter(offered);
        named(query)
            .or_else(|| named(cookie))
            .or_else(|| {
                accept_language
                    .and_then(Locale::from_accept_language)
                    .filter(offered)
            })
            .unwrap_or(self.default)
    }
}

/// Whether no language was chosen yet, in this browser or by the address.
pub fn is_first_visit(request: &HttpRequest) -> bool {
    request.cookie(LANG_COOKIE).is_none() && query_value(request.query_string(), LANG_QUERY).is_none()
}

/// Language tags are letters and hyphens: nothing in them is ever percent-encoded.
fn query_value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str) -> Locale {
        Locale::from_tag(tag).unwrap()
    }

    #[test]
    fn the_address_beats_the_cookie_beats_the_browser_beats_the_default() {
        let all = Languages {
            offered: Locale::all().collect(),
            default: Locale::ENGLISH,
        };
        for (query, cookie, browser, wanted) in [
            (Some("ar"), Some("fr"), Some("fr"), "ar"),
            (None, Some("ar"), Some("fr"), "ar"),
            (Some("tlh"), Some("ar"), None, "ar"),
            (None, None, Some("de, fr-CA;q=0.8"), "fr"),
            (None, Some(""), Some("de"), "en"),
            (None, None, None, "en"),
        ] {
            assert_eq!(
                all.pick(query, cookie, browser),
                locale(wanted),
                "{query:?} {cookie:?} {browser:?}"
            );
        }
    }

    #[test]
    fn a_hidden_language_is_never_chosen() {
        let some = Languages {
            offered: vec![Locale::ENGLISH, locale("ar")],
            default: locale("ar"),
        };
        assert_eq!(some.pick(Some("fr"), Some("fr"), Some("fr")), locale("ar"));
    }

    #[test]
    fn the_language_stands_anywhere_in_the_query() {
        assert_eq!(query_value("a=1&lang=fr&b", "lang"), Some("fr"));
        assert_eq!(query_value("xlang=fr", "lang"), None);
        assert_eq!(query_value("", "lang"), None);
    }
}
