//! Tests of each language's typography: digits, marks, spaces, plural forms.

use std::fs;

use shared::locale::Locale;

use super::FILES;
use super::completeness::root;

/// The lines of a language's files that contain text, each with its place.
fn lines(locale: Locale) -> Vec<(String, String)> {
    FILES
        .into_iter()
        .flat_map(|file| {
            let path = root().join(format!("locales/{}/{file}.ftl", locale.tag()));
            let source = fs::read_to_string(path).unwrap();
            let place = |number: usize| format!("{locale}/{file}.ftl, line {}", number + 1);
            source
                .lines()
                .enumerate()
                .filter(|(_, line)| !line.starts_with('#'))
                .map(|(number, line)| (place(number), line.to_owned()))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn digits_are_ascii_and_nothing_isolates_a_value() {
    for locale in Locale::all() {
        for (place, line) in lines(locale) {
            let bad = line
                .chars()
                .find(|c| (c.is_numeric() && !c.is_ascii()) || ('\u{2066}'..='\u{2069}').contains(c));
            assert_eq!(bad, None, "{place}");
        }
    }
}

#[test]
fn french_keeps_its_signs_on_the_line_and_its_apostrophes_curved() {
    let french = Locale::from_tag("fr").unwrap();
    // Text messages use the plain marks: their alphabet lacks the others.
    let mut is_sms = false;
    for (place, line) in lines(french) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            is_sms = line.starts_with("message-sms");
        }
        if is_sms {
            continue;
        }
        for bad in [" :", " ?", " !", " ;", " »", "« ", "'"] {
            assert!(!line.contains(bad), "{place}: {bad:?}");
        }
    }
}

/// Unicode CLDR, cardinal plural rules. French also has `many`, for whole millions, which no text here reaches.
#[test]
fn every_plural_has_the_forms_of_its_language() {
    for locale in Locale::all() {
        let categories: &[&str] = match locale.tag() {
            "ar" => &["[zero]", "[one]", "[two]", "[few]", "[many]", "*[other]"],
            _ => &["[one]", "*[other]"],
        };
        let words = lines(locale);
        let ends = words
            .iter()
            .enumerate()
            .filter(|(_, (_, line))| line.trim().starts_with("*[other]"));
        for (end, (place, _)) in ends {
            let forms: Vec<&str> = words[..=end]
                .iter()
                .rev()
                .take_while(|(_, line)| line.trim().starts_with(['[', '*']))
                .filter_map(|(_, line)| line.split_whitespace().next())
                .collect();
            let forms: Vec<&str> = forms.into_iter().rev().collect();
            assert_eq!(forms, categories, "{place}");
        }
    }
}
