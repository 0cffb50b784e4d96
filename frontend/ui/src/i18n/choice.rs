//! Which language a visit begins in.

use shared::locale::Locale;

/// The address decides, then the person's earlier choice, then what the server read from the browser's wishes.
/// Languages the department does not offer are passed over.
pub fn choose(query: Option<&str>, cookie: Option<&str>, page: &str, offered: &[String]) -> Locale {
    [query, cookie, Some(page)]
        .into_iter()
        .flatten()
        .filter_map(Locale::from_tag)
        .find(|locale| offered.iter().any(|tag| tag == locale.tag()))
        .unwrap_or(Locale::ENGLISH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(query: Option<&str>, cookie: Option<&str>, page: &str) -> &'static str {
        choose(query, cookie, page, &["en".into(), "fr".into()]).tag()
    }

    #[test]
    fn the_address_wins_over_the_cookie_and_the_page() {
        assert_eq!(chosen(Some("fr"), Some("en"), "en"), "fr");
        assert_eq!(chosen(None, Some("fr"), "en"), "fr");
        assert_eq!(chosen(None, None, "fr"), "fr");
    }

    #[test]
    fn a_language_that_is_not_offered_is_passed_over() {
        assert_eq!(chosen(Some("ar"), Some("tlh"), "fr"), "fr");
        assert_eq!(chosen(None, None, "ar"), "en");
    }
}
