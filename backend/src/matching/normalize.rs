//! Normalises names and contacts, in the same way at import and at query. A change of the contact rules changes every
//! contact hash: see `CONTACT_RULES`.

use shared::digits::is_invisible;
use unicode_normalization::UnicodeNormalization;

use super::names::{Suffix, is_given_particle};

pub use super::canonical_contact::{ContactKind, canonical_contact};

/// One version of the rules for canonical contacts.
#[derive(Clone, Copy)]
pub struct ContactRules {
    pub version: u32,
    /// Precedes the canonical contact in the hashed text. Each version has its own, so that hashes of two versions never
    /// coincide.
    pub prefix: &'static str,
    pub canonical: fn(ContactKind, &str) -> Option<String>,
}

/// The rules that this version of the software knows, oldest first. New rules take two releases: the first one adds them
/// here, the second one raises `VERSION`. Then every machine knows the rules before one uses them.
pub const CONTACT_RULES: [ContactRules; 1] = [ContactRules {
    version: 2,
    prefix: "",
    canonical: canonical_contact,
}];

/// The version of the rules in use. If it is higher than that of the stored contact hashes, the registry is re-keyed.
pub const VERSION: u32 = 2;

/// The words of a name: lower case, without marks and apostrophes; other punctuation counts as a space.
pub fn words(text: &str) -> Vec<String> {
    // Most names are ASCII and need no Unicode tables.
    let plain: String = if text.is_ascii() {
        text.chars()
            .filter(|c| !is_apostrophe(*c))
            .map(|c| c.to_ascii_lowercase())
            .map(space_unless_of_a_word)
            .collect()
    } else {
        without_marks(text)
    };
    plain.split_whitespace().map(str::to_owned).collect()
}

fn without_marks(text: &str) -> String {
    text.chars()
        .filter(|c| !is_invisible(*c) && !is_apostrophe(*c))
        .nfkd()
        .filter(|c| !is_mark(*c) && !is_apostrophe(*c))
        .flat_map(char::to_lowercase)
        // Lower-casing İ produces a combining mark.
        .filter(|c| !is_mark(*c))
        .flat_map(|c| {
            plain_letters(c)
                .chars()
                .chain(plain_letters(c).is_empty().then_some(c))
        })
        .map(space_unless_of_a_word)
        .collect()
}

/// A person's name, split into words.
#[derive(Clone)]
pub struct NameWords {
    pub given: Vec<String>,
    pub middle: Vec<String>,
    pub surname: Vec<String>,
    pub suffix: Option<Suffix>,
}

impl NameWords {
    /// The suffix may be in its own field, or after the last or the first name.
    pub fn new(first: &str, middle: &str, last: &str, suffix: &str) -> Self {
        let (mut given, mut surname) = (words(first), words(last));
        let own = words(suffix).first().and_then(|word| Suffix::read(word));
        let (behind_last, behind_first) = (take_suffix(&mut surname), take_suffix(&mut given));
        Self {
            given: without_inner_particles(given),
            middle: words(middle),
            surname,
            suffix: own.or(behind_last).or(behind_first),
        }
    }
}

/// A name that consists of a suffix only stays as it is, because Junior is a given name too.
fn take_suffix(name: &mut Vec<String>) -> Option<Suffix> {
    let suffix = Suffix::read(name.last()?).filter(|_| name.len() > 1)?;
    name.pop();
    Some(suffix)
}

fn without_inner_particles(name: Vec<String>) -> Vec<String> {
    let last = name.len().saturating_sub(1);
    name.into_iter()
        .enumerate()
        .filter(|(n, word)| *n == 0 || *n == last || !is_given_particle(word))
        .map(|(_, word)| word)
        .collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '’' | '‘' | '‛' | 'ʻ' | 'ʼ' | 'ʹ' | 'ʾ' | 'ʿ' | '′' | '＇'
    )
}

/// Accents, and the optional vowel points of Hebrew and Arabic. The vowel signs of other scripts are letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}' | '\u{05C2}' | '\u{05C4}'
        | '\u{05C5}' | '\u{05C7}' | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Replacements for letters without a Unicode decomposition, as clinics write them; empty for all others.
fn plain_letters(c: char) -> &'static str {
    match c {
        'đ' | 'ð' => "d",
        'ø' => "o",
        'ł' => "l",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        _ => "",
    }
}

fn space_unless_of_a_word(c: char) -> char {
    if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
        c
    } else {
        ' '
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_marks_case_and_punctuation() {
        for (text, expected) in [
            ("Nguyễn Thị Ánh Đào", "nguyen thi anh dao"),
            ("José-María", "jose maria"),
            ("O’Connor", "oconnor"),
            ("D'Angelo", "dangelo"),
            ("Jean‑Baptiste", "jean baptiste"),
            ("Gonçalves", "goncalves"),
            ("Søren Łuczak", "soren luczak"),
            ("Straße Æsa", "strasse aesa"),
            ("İbrahim Işık", "ibrahim isik"),
            ("  ZOË\u{200F} ", "zoe"),
            ("St. Fleur, Jr.", "st fleur jr"),
            ("宋 美齡", "宋 美齡"),
            ("--", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn vowel_signs_that_are_letters_stay() {
        assert_ne!(words("राम"), words("रमा"));
        assert_ne!(words("កា"), words("កិ"));
        assert_eq!(words("مُحَمَّد"), words("محمد"));
    }

    #[test]
    fn the_suffix_is_found_in_any_field() {
        for name in [
            NameWords::new("John", "", "Doe", "Jr."),
            NameWords::new("John", "", "Doe Jr", ""),
            NameWords::new("John Junior", "", "Doe", ""),
        ] {
            assert_eq!(name.suffix, Some(Suffix::Junior));
            assert_eq!(
                (name.given.join(" "), name.surname.join(" ")),
                ("john".into(), "doe".into())
            );
        }
        assert_eq!(NameWords::new("Junior", "", "Doe", "").given, ["junior"]);
    }
}
