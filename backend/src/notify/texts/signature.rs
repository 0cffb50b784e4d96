//! The signature of a status call-back: HMAC-SHA1 over the address and the sorted parameters, as Twilio defines it.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

/// The header with the signature in base64.
pub const HEADER: &str = "x-twilio-signature";

/// Whether the gateway signed this call. The comparison takes the same time for every wrong signature.
pub fn is_right(token: &str, url: &str, parameters: &[(String, String)], signature: &str) -> bool {
    let Ok(signature) = BASE64.decode(signature) else {
        return false;
    };
    hmac::verify(&key(token), &signed_text(url, parameters), &signature).is_ok()
}

/// The signature that a gateway sends. Only tests sign.
pub fn sign(token: &str, url: &str, parameters: &[(String, String)]) -> String {
    BASE64.encode(hmac::sign(&key(token), &signed_text(url, parameters)))
}

fn key(token: &str) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, token.as_bytes())
}

/// The address, followed by each name and value without separators, in the order of the names.
fn signed_text(url: &str, parameters: &[(String, String)]) -> Vec<u8> {
    let mut sorted: Vec<_> = parameters.iter().collect();
    sorted.sort();
    let mut text = url.to_owned();
    for (name, value) in sorted {
        text.push_str(name);
        text.push_str(value);
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters() -> Vec<(String, String)> {
        [
            ("CallSid", "CA1234567890ABCDE"),
            ("Caller", "+14158675309"),
            ("Digits", "1234"),
            ("From", "+14158675309"),
            ("To", "+18005551212"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }

    /// The example of Twilio's documentation.
    #[test]
    fn the_documented_example_verifies() {
        let (token, url) = ("12345", "https://mycompany.com/myapp.php?foo=1&bar=2");
        let documented = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
        assert!(is_right(token, url, &parameters(), documented));
        assert_eq!(sign(token, url, &parameters()), documented);
        let mut reversed = parameters();
        reversed.reverse();
        assert!(is_right(token, url, &reversed, documented));
    }

    #[test]
    fn another_token_address_or_value_does_not() {
        let (token, url) = ("12345", "https://mycompany.com/myapp.php?foo=1&bar=2");
        let signature = sign(token, url, &parameters());
        assert!(!is_right("12346", url, &parameters(), &signature));
        assert!(!is_right(
            token,
            &url.replace("foo", "fee"),
            &parameters(),
            &signature
        ));
        assert!(!is_right(token, url, &parameters()[1..], &signature));
        for garbage in ["", "?", "AAAA"] {
            assert!(!is_right(token, url, &parameters(), garbage), "{garbage}");
        }
    }
}
