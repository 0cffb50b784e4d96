//! Counts the parts of a text message (3GPP TS 23.038 and 23.040). Only tests use it.

/// The basic character set, without the escape.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The extension table; each of its characters takes two places.
const EXTENSION: &str = "\u{0C}^{}\\[~]|€";

/// A text of basic characters has 160 places in one part and 153 in each of several; any other is sent as UCS-2
/// with 70 and 67.
pub fn count(text: &str) -> usize {
    let septets: Option<usize> = text
        .chars()
        .map(|c| match c {
            _ if BASIC.contains(c) => Some(1),
            _ if EXTENSION.contains(c) => Some(2),
            _ => None,
        })
        .sum();
    let (places, single, several) = match septets {
        Some(septets) => (septets, 160, 153),
        None => (text.encode_utf16().count(), 70, 67),
    };
    if places <= single {
        1
    } else {
        places.div_ceil(several)
    }
}

#[test]
fn parts_are_counted_in_both_alphabets() {
    assert_eq!(count(&"a".repeat(160)), 1);
    assert_eq!(count(&"a".repeat(161)), 2);
    assert_eq!(count(&"€".repeat(81)), 2);
    assert_eq!(count(&"س".repeat(70)), 1);
    assert_eq!(count(&"س".repeat(71)), 2);
    assert_eq!(count(&"س".repeat(202)), 4);
    assert_eq!(count("ç"), 1);
}
