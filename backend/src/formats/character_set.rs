//! The character sets of files and messages: UTF-8, or the Windows-1252 of older systems.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// Reads bytes that are not UTF-8 as Windows-1252, which contains the letters of ISO 8859-1. Every byte is a character.
pub fn utf8_or_windows_1252(bytes: &[u8]) -> Cow<'_, str> {
    str::from_utf8(bytes).map_or_else(
        |_| WINDOWS_1252.decode_without_bom_handling(bytes).0,
        Cow::Borrowed,
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bytes_are_utf_8_or_else_windows_1252() {
        assert_eq!(utf8_or_windows_1252("Zoë €".as_bytes()), "Zoë €");
        assert_eq!(utf8_or_windows_1252(b"Zo\xEB \x80\x93\x8A"), "Zoë €“Š");
        assert_eq!(
            utf8_or_windows_1252(b"\x81\x8D\x8F\x90\x9D"),
            "\u{81}\u{8D}\u{8F}\u{90}\u{9D}"
        );
    }

    proptest! {
        #[test]
        fn every_byte_that_is_not_utf_8_is_a_character(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let text = utf8_or_windows_1252(&bytes);
            if str::from_utf8(&bytes).is_err() {
                prop_assert_eq!(text.chars().count(), bytes.len());
            }
        }
    }
}
