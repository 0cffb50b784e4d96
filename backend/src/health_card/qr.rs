//! The text of a card's QR: every character of the JWS as two digits. Pure; the browser draws it.

use std::fmt::Write;

/// The code of `-`, the lowest character in a compact JWS.
const LOWEST: u8 = b'-';

/// `shc:/` and the digits. In the QR the prefix is a byte segment and the digits are a numeric one.
pub fn numeric_text(jws: &str) -> String {
    let mut text = String::with_capacity(5 + 2 * jws.len());
    text.push_str("shc:/");
    for byte in jws.bytes() {
        write!(text, "{:02}", byte.saturating_sub(LOWEST)).expect("a text takes every character");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_becomes_two_digits() {
        assert_eq!(numeric_text("-.09AZ_az"), "shc:/000103122045505277");
    }
}
