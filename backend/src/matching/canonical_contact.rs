//! The canonical form of a phone number or an e-mail address, from which its hash is computed.

use shared::digits::{ascii_digits, is_invisible};

pub use crate::record::ContactKind;

/// The canonical contact; `None` if the text is too short or is a placeholder that means "none".
pub fn canonical_contact(kind: ContactKind, raw: &str) -> Option<String> {
    match kind {
        ContactKind::Phone => phone_text(raw),
        ContactKind::Email => email_text(raw),
    }
}

/// Ten digits for a North American number, otherwise `+` and the digits. It checks no numbering plans, because they
/// change.
fn phone_text(raw: &str) -> Option<String> {
    let text: String = ascii_digits(raw).chars().filter(|c| !is_invisible(*c)).collect();
    let text = text.to_lowercase().replace('＋', "+");
    let number = text.trim_start_matches(|c: char| c != '+' && !c.is_ascii_digit());
    let has_plus = number.starts_with('+');
    // An x or "ext." begins an extension of the same line.
    let line = number.split(['x', 'e', '#', ';', ',']).next().unwrap_or_default();
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    let dialled = digits.strip_prefix("011").or_else(|| digits.strip_prefix("00"));
    let (is_international, digits) = match dialled.filter(|rest| !has_plus && rest.len() >= 8) {
        Some(rest) => (true, rest),
        None => (has_plus, digits.as_str()),
    };
    // After 00, ten digits are an international number, and 1 with ten digits after it is no North American number.
    let behind_one = digits
        .strip_prefix('1')
        .filter(|rest| rest.len() == 10 && !rest.starts_with("00"));
    let north_american = match behind_one {
        Some(rest) => Some(rest),
        None => Some(digits).filter(|digits| digits.len() == 10 && !is_international),
    };
    let canonical = match north_american {
        Some(ten) => ten.to_owned(),
        None if (8..=15).contains(&digits.len()) => format!("+{digits}"),
        None => return None,
    };
    (!is_placeholder_number(&canonical)).then_some(canonical)
}

fn is_placeholder_number(canonical: &str) -> bool {
    let digits = canonical.trim_start_matches('+');
    let is_one_digit = digits.chars().all(|c| digits.starts_with(c));
    is_one_digit
        || digits == "1234567890"
        || ["0000000", "9999999", "1234567"]
            .iter()
            .any(|placeholder| digits.ends_with(placeholder))
}

/// Lower case. If the provider ignores them, the tag after a plus and the dots are removed.
fn email_text(raw: &str) -> Option<String> {
    let text: String = raw.chars().filter(|c| !is_invisible(*c)).collect();
    let text = text.trim().to_lowercase();
    let (local, domain) = text.rsplit_once('@')?;
    if text.contains(char::is_whitespace) || local.contains('@') || !domain.contains('.') {
        return None;
    }
    let untagged = local.split('+').next().unwrap_or_default();
    let (local, domain) = match domain {
        "gmail.com" | "googlemail.com" => (untagged.replace('.', ""), "gmail.com"),
        "outlook.com" | "hotmail.com" | "icloud.com" => (untagged.to_owned(), domain),
        _ => (local.to_owned(), domain),
    };
    let is_placeholder = matches!(
        local.as_str(),
        "" | "none"
            | "noemail"
            | "no-email"
            | "no.email"
            | "nomail"
            | "unknown"
            | "declined"
            | "refused"
            | "noreply"
    );
    (!is_placeholder).then(|| format!("{local}@{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_has_one_canonical_form_in_every_spelling() {
        for raw in [
            "6175550142",
            "(617) 555-0142",
            "617.555.0142",
            "1-617-555-0142",
            "+1 617 555 0142",
            "001 617 555 0142",
            "011 1 617 555 0142",
            "٦١٧٥٥٥٠١٤٢",
            "617–555–0142",
            "617-555-0142 x12",
            "617-555-0142 ext. 3",
            "cell: 617 555 0142",
        ] {
            assert_eq!(
                canonical_contact(ContactKind::Phone, raw).as_deref(),
                Some("6175550142"),
                "{raw}"
            );
        }
        for raw in ["+33 6 39 98 01 23", "0033 639980123", "33639980123"] {
            assert_eq!(
                canonical_contact(ContactKind::Phone, raw).as_deref(),
                Some("+33639980123"),
                "{raw}"
            );
        }
    }

    #[test]
    fn ten_digits_after_00_are_international_with_and_without_a_1() {
        for (raw, canonical) in [
            ("00 74 99 50 59", "+74995059"),
            ("1 007 499 5059", "+10074995059"),
        ] {
            assert_eq!(
                canonical_contact(ContactKind::Phone, raw).as_deref(),
                Some(canonical),
                "{raw}"
            );
            assert_eq!(
                canonical_contact(ContactKind::Phone, canonical).as_deref(),
                Some(canonical),
                "{raw}"
            );
        }
    }

    #[test]
    fn a_placeholder_or_a_piece_of_a_number_has_no_canonical_form() {
        for raw in [
            "",
            "none",
            "555-0142",
            "000-000-0000",
            "617-000-0000",
            "999 999 9999",
            "617-999-9999",
            "617-123-4567",
            "1234567890",
            "1111111111",
            "12345678901234567",
        ] {
            assert_eq!(canonical_contact(ContactKind::Phone, raw), None, "{raw}");
        }
        for raw in [
            "",
            "none",
            "@",
            "none@example.org",
            "a@b@example.org",
            "a b@example.org",
            "a@localhost",
        ] {
            assert_eq!(canonical_contact(ContactKind::Email, raw), None, "{raw}");
        }
    }

    #[test]
    fn an_email_has_one_canonical_form_in_every_spelling_its_provider_accepts() {
        for (raw, canonical) in [
            (" Zoe.Example+vax@Gmail.com ", "zoeexample@gmail.com"),
            ("zoeexample@googlemail.com", "zoeexample@gmail.com"),
            ("Zoe.Example+vax@outlook.com", "zoe.example@outlook.com"),
            ("zoe+a@hotmail.com", "zoe@hotmail.com"),
            ("zoe+a@icloud.com", "zoe@icloud.com"),
            ("Zoe.Ex+vax@example.org", "zoe.ex+vax@example.org"),
        ] {
            assert_eq!(
                canonical_contact(ContactKind::Email, raw).as_deref(),
                Some(canonical),
                "{raw}"
            );
        }
    }
}
