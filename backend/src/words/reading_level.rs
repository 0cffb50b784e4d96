//! Tests that the English texts are plain: Flesch-Kincaid grade 7 or less, legal texts 9 or less.

use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};

use super::FILES;

/// The texts of one English file, a message per line; a variable counts as one short word.
fn text_of(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../locales/en/{file}.ftl"));
    let resource = fluent_syntax::parser::parse(fs::read_to_string(path).unwrap()).unwrap();
    let mut text = String::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        for element in message.value.iter().flat_map(|value| &value.elements) {
            match element {
                PatternElement::TextElement { value }
                | PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::StringLiteral { value }),
                } => text.push_str(value),
                PatternElement::Placeable { .. } => text.push_str("this"),
            }
        }
        text.push('\n');
    }
    text
}

/// Kincaid and others, 1975: 0.39 words per sentence + 11.8 syllables per word - 15.59. Each line ends a sentence,
/// because headings, labels and list items have no full stop.
fn grade(text: &str) -> f64 {
    let (mut sentences, mut words, mut syllables) = (0_u32, 0_u32, 0_u32);
    for sentence in text.split_inclusive(['.', '!', '?', '\n']) {
        let mut is_empty = true;
        for word in sentence.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’') {
            if word.chars().any(char::is_alphabetic) {
                words += 1;
                syllables += syllables_in(word);
                is_empty = false;
            }
        }
        sentences += u32::from(!is_empty);
    }
    let (sentences, words, syllables) = (f64::from(sentences), f64::from(words), f64::from(syllables));
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

/// Groups of vowels, without the silent endings: `-e` (not `-le` after a consonant), `-es` and `-ed`.
fn syllables_in(word: &str) -> u32 {
    let letters: Vec<char> = word
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    let is_vowel = |c: char| "aeiouyéëï".contains(c);
    let mut groups = 0;
    let mut was_vowel = false;
    for letter in &letters {
        groups += u32::from(is_vowel(*letter) && !was_vowel);
        was_vowel = is_vowel(*letter);
    }
    let silent = match letters.as_slice() {
        [.., before, 'l', 'e'] => is_vowel(*before),
        [.., before, 'e'] => !is_vowel(*before),
        [.., before, 'e', 'd'] => !is_vowel(*before) && !matches!(before, 't' | 'd'),
        [.., before, 'e', 's'] => !is_vowel(*before) && !matches!(before, 's' | 'x' | 'z' | 'c' | 'g' | 'h'),
        _ => false,
    };
    (groups - u32::from(silent && groups > 1)).max(1)
}

#[test]
fn syllables_are_counted_as_they_are_said() {
    let cases = [
        ("name", 1),
        ("record", 2),
        ("vaccine", 2),
        ("table", 2),
        ("typed", 1),
        ("needed", 2),
        ("the", 1),
        ("immunization", 5),
        ("addresses", 3),
    ];
    for (word, expected) in cases {
        assert_eq!(syllables_in(word), expected, "{word}");
    }
}

#[test]
fn a_known_text_has_its_known_grade() {
    let easy = grade("The cat sat on the mat.");
    assert!((easy - -1.45).abs() < 0.01, "{easy}");
}

#[test]
fn english_texts_are_plain() {
    for file in FILES
        .into_iter()
        .filter(|file| !matches!(*file, "messages" | "vaccines"))
    {
        let limit = if file == "legal" { 9.0 } else { 7.0 };
        let grade = grade(&text_of(file));
        assert!(grade <= limit, "en/{file}.ftl: grade {grade:.1}");
    }
}
