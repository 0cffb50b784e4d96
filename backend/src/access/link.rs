//! The link token. It is in clear text only in the message and in the visitor's address bar.

use aws_lc_rs::digest::{SHA256, digest};
use shared::unlock::is_token;
use zeroize::Zeroizing;

use crate::random::{crockford, random_bytes};

/// 26 characters of Crockford's base32: 130 random bits.
pub struct LinkToken(Zeroizing<String>);

impl LinkToken {
    pub fn generate() -> Self {
        Self(Zeroizing::new(crockford(&random_bytes::<26>())))
    }

    /// Accepts only the canonical spelling.
    pub fn parse(text: &str) -> Option<Self> {
        is_token(text).then(|| Self(Zeroizing::new(text.to_owned())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The SHA-256 hash, for the database. The token has 130 random bits, so it needs no slow hash.
    pub fn hash(&self) -> Vec<u8> {
        digest(&SHA256, self.0.as_bytes()).as_ref().to_vec()
    }

    /// The address in the message. The token is in the fragment, which browsers do not send to servers.
    pub fn url(&self, public_url: &str, locale: shared::locale::Locale) -> String {
        format!(
            "{public_url}{}?{}={locale}#{}",
            shared::routes::page::OPEN,
            shared::routes::LANG_QUERY,
            self.as_str()
        )
    }
}

impl std::fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkToken(redacted)")
    }
}

pub const REQUEST_CODE_LENGTH: usize = 4;

/// Four characters that tell a requester's requests apart. They open nothing.
pub fn request_code() -> String {
    crockford(&random_bytes::<REQUEST_CODE_LENGTH>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_canonical_and_new_each_time() {
        let (one, two) = (LinkToken::generate(), LinkToken::generate());
        assert!(is_token(one.as_str()));
        assert_ne!(one.as_str(), two.as_str());
        assert_eq!(LinkToken::parse(one.as_str()).unwrap().hash(), one.hash());
    }

    #[test]
    fn another_spelling_is_refused() {
        let token = LinkToken::generate();
        assert!(LinkToken::parse(&token.as_str().to_lowercase()).is_none());
        assert!(LinkToken::parse(&format!(" {}", token.as_str())).is_none());
    }

    #[test]
    fn the_token_travels_in_the_fragment() {
        let token = LinkToken::parse("0123456789ABCDEFGHJKMNPQRS").unwrap();
        let url = token.url("https://vax.example.org", shared::locale::Locale::ENGLISH);
        assert_eq!(
            url,
            "https://vax.example.org/open?lang=en#0123456789ABCDEFGHJKMNPQRS"
        );
        assert!(!format!("{token:?}").contains("0123"));
    }
}
