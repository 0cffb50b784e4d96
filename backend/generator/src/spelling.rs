//! Spellings of names: in capitals, or without diacritics that a system cannot store.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The name without diacritics.
pub fn without_marks(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let plain = |c| match c {
        'đ' => 'd',
        'Đ' => 'D',
        other => other,
    };
    name.nfd().filter(|c| !is_combining_mark(*c)).map(plain).collect()
}

/// Only lower-case letters and digits, for the local part of an e-mail address.
pub fn for_address(name: &str) -> impl Iterator<Item = char> {
    without_marks(name)
        .to_ascii_lowercase()
        .into_bytes()
        .into_iter()
        .filter(u8::is_ascii_alphanumeric)
        .map(char::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Origin;

    #[test]
    fn every_name_can_be_written_without_marks() {
        assert_eq!(without_marks("Đặng Thị Évora"), "Dang Thi Evora");
        for origin in Origin::ALL {
            let lists = origin.names();
            for name in [&lists.female, &lists.male, &lists.surname]
                .iter()
                .flat_map(|list| &list.names)
            {
                assert!(without_marks(name).is_ascii(), "{name}");
                assert!(for_address(name).next().is_some(), "{name}");
            }
        }
    }
}
