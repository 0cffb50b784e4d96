//! Decodes bytes: UTF-8, or the Western character sets of older systems.

use super::message::Message;
use crate::formats::character_set::utf8_or_windows_1252;
use crate::intake::rejection::{ErrorCode, ReportError};

/// The text of a message, with a warning if its character set was guessed. Each segment is UTF-8 or else Windows-1252,
/// which contains the letters of Latin-1: senders that mix both do so by segment.
pub fn decode(bytes: &[u8]) -> (String, Option<ReportError>) {
    if let Ok(text) = str::from_utf8(bytes) {
        return (text.to_owned(), None);
    }
    let lines = bytes.split(|byte| *byte == b'\r').map(utf8_or_windows_1252);
    let text = lines.collect::<Vec<_>>().join("\r");
    let guessed = (!names_western_letters(&text)).then(|| {
        ReportError::of_field(
            "MSH-18",
            1,
            ErrorCode::DataType,
            "there are letters that are not UTF-8, and MSH-18 does not say 8859/1; they were read as Windows-1252",
        )
    });
    (text, guessed)
}

/// MSH-18: HL7 table 0211, and other names that senders use.
fn names_western_letters(text: &str) -> bool {
    let line = text.split('\r').next().unwrap_or_default();
    let Ok(message) = Message::parse(line) else {
        return false;
    };
    let name: String = message
        .at("MSH-18")
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let name = name.to_ascii_uppercase();
    ["88591", "ISO88591", "LATIN1", "WINDOWS1252", "CP1252", "1252"].contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_are_read_segment_by_segment() {
        let (text, warning) =
            decode(b"MSH|^~\\&|A||||||||||||||||\rPID|Zo\xEB\rNK1|Zo\xC3\xAB\rNTE|\x93\x80\x94");
        assert_eq!(text, "MSH|^~\\&|A||||||||||||||||\rPID|Zoë\rNK1|Zoë\rNTE|“€”");
        assert_eq!(warning.unwrap().field, "MSH-18");
    }

    #[test]
    fn a_sender_who_names_its_letters_is_not_warned() {
        for name in ["8859/1", "ISO-8859-1", "Windows-1252~8859/1"] {
            let bytes = [
                format!("MSH|^~\\&||||||||||||||||{name}|\rPID|").as_bytes(),
                b"\xEB",
            ]
            .concat();
            assert!(decode(&bytes).1.is_none(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn every_segment_of_any_bytes_is_kept(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let segments = bytes.split(|byte| *byte == b'\r').count();
            prop_assert_eq!(decode(&bytes).0.split('\r').count(), segments);
        }
    }
}
