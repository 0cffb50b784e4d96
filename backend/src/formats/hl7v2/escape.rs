//! Escape sequences of HL7 v2.5.1 section 2.7: `\F\`, `\S\` and so on replace delimiters within a text.

use std::borrow::Cow;

use super::delimiters::Delimiters;
use crate::formats::character_set::utf8_or_windows_1252;

/// Unescapes a value. Undefined sequences stay as they are.
pub fn unescape<'a>(value: &'a str, delimiters: &Delimiters) -> Cow<'a, str> {
    let mark = delimiters.escape;
    if !value.contains(mark) {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(start) = rest.find(mark) {
        text.push_str(&rest[..start]);
        let after = &rest[start + mark.len_utf8()..];
        let sequence = after
            .find(mark)
            .map(|end| (&after[..end], &after[end + mark.len_utf8()..]));
        let known = sequence.and_then(|(code, behind)| Some((meaning(code, delimiters)?, behind)));
        if let Some((meaning, behind)) = known {
            text.push_str(&meaning);
            rest = behind;
        } else {
            text.push(mark);
            rest = after;
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

fn meaning(code: &str, delimiters: &Delimiters) -> Option<String> {
    let letter = |letter: char| Some(letter.to_string());
    match code {
        "F" => letter(delimiters.field),
        "S" => letter(delimiters.component),
        "T" => letter(delimiters.subcomponent),
        "R" => letter(delimiters.repetition),
        "E" => letter(delimiters.escape),
        "P" => delimiters.truncation.map(String::from),
        // Highlighting has no meaning in a record.
        "H" | "N" => Some(String::new()),
        ".br" | ".sp" => Some(" ".to_owned()),
        _ => code.strip_prefix('X').and_then(hexadecimal),
    }
}

fn hexadecimal(digits: &str) -> Option<String> {
    if digits.is_empty() || !digits.len().is_multiple_of(2) || !digits.bytes().all(|b| b.is_ascii_hexdigit())
    {
        return None;
    }
    let bytes = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok())
        .collect::<Option<Vec<_>>>()?;
    Some(utf8_or_windows_1252(&bytes).into_owned())
}

/// Escapes a text.
pub fn escape(text: &str, delimiters: &Delimiters) -> String {
    let mark = delimiters.escape;
    text.chars()
        .fold(String::with_capacity(text.len()), |mut value, letter| {
            let code = match letter {
                letter if letter == delimiters.field => "F",
                letter if letter == delimiters.component => "S",
                letter if letter == delimiters.subcomponent => "T",
                letter if letter == delimiters.repetition => "R",
                letter if letter == mark => "E",
                letter if Some(letter) == delimiters.truncation => "P",
                '\r' => "X0D",
                '\n' => "X0A",
                letter => {
                    value.push(letter);
                    return value;
                }
            };
            value.push(mark);
            value.push_str(code);
            value.push(mark);
            value
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sequences_decode_to_delimiters_and_bytes() {
        let read = |value| unescape(value, &Delimiters::USUAL).into_owned();
        assert_eq!(read(r"Smith \T\ Daughters"), "Smith & Daughters");
        assert_eq!(read(r"\F\\S\\R\\E\"), r"|^~\");
        assert_eq!(read(r"Zo\XC3AB\ \XEB\"), "Zoë ë");
        assert_eq!(read(r"\H\bold\N\ a\.br\b"), "bold a b");
    }

    #[test]
    fn undefined_sequences_stay() {
        for value in [r"a\b", r"\Q\", r"\X0\", r"\Xéé\", r"\", r"C:\x\y"] {
            assert_eq!(unescape(value, &Delimiters::USUAL), value);
        }
    }

    proptest! {
        #[test]
        fn an_escaped_text_reads_as_itself(text in any::<String>()) {
            let value = escape(&text, &Delimiters::USUAL);
            prop_assert!(!value.contains(['|', '^', '~', '&', '\r', '\n']));
            prop_assert_eq!(unescape(&value, &Delimiters::USUAL), text);
        }
    }
}
