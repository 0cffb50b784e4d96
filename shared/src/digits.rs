//! Reads the decimal digits of any script as 0 to 9, because people type the digits of their keyboard.

/// The zero of every run of ten decimal digits (Unicode 16, general category Nd) that a phone keyboard can
/// produce. Each run is contiguous, so its zero determines all ten.
const ZEROS: [u32; 38] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x1E950,
];

/// The value of a decimal digit of any script, or `None` for every other character.
pub fn digit_value(c: char) -> Option<u8> {
    let code = u32::from(c);
    ZEROS
        .iter()
        .find_map(|zero| code.checked_sub(*zero).filter(|value| *value < 10))
        .and_then(|value| u8::try_from(value).ok())
}

/// The same text with every decimal digit written as ASCII.
pub fn ascii_digits(text: &str) -> String {
    text.chars()
        .map(|c| digit_value(c).map_or(c, |value| char::from(b'0' + value)))
        .collect()
}

/// True for characters without a glyph: directional marks, joiners and the byte order mark. Pasted text contains them,
/// above all in right-to-left languages.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}' | '\u{00AD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_any_script_are_read_as_ascii() {
        for text in ["2580", "٢٥٨٠", "۲۵۸۰", "២៥៨០", "２５８０", "२५८०"] {
            assert_eq!(ascii_digits(text), "2580", "{text}");
        }
    }

    #[test]
    fn other_characters_stay() {
        assert_eq!(ascii_digits("½ V ⅷ 一 é"), "½ V ⅷ 一 é");
    }
}
