//! Tests of loading, falling back and what the browser is sent.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

/// Words of which every file is empty but one.
fn with_one_file(path: &'static str, text: &'static str) -> Result<Words, WordsError> {
    Words::read(|asked| Some(if asked == path { text } else { "" }.to_owned()))
}

fn french() -> Locale {
    Locale::from_tag("fr").unwrap()
}

#[test]
fn the_embedded_words_load() {
    let words = Words::load().unwrap();
    for locale in Locale::all() {
        assert!(words.has(locale, "problem-pin-missing"), "{locale}");
    }
}

#[test]
fn a_missing_text_is_english_then_its_id() {
    let words = with_one_file("en/start.ftl", "start-hello = Hello { $name }\n").unwrap();
    let args = [("name", "Zoë".into())];
    assert_eq!(words.text(french(), "start-hello", &args), "Hello Zoë");
    assert_eq!(words.text(french(), "start-nothing", &[]), "start-nothing");
    assert!(!words.has(french(), "start-hello"));
}

#[test]
fn a_mistake_is_named_with_file_line_and_message() {
    let error = with_one_file("fr/help.ftl", "help-one = A\n\nhelp-two = { $a\nhelp-three = B\n").err();
    let Some(WordsError::Unreadable { path, line, id, .. }) = error else {
        panic!("{error:?}")
    };
    assert_eq!((path.as_str(), line, id.as_str()), ("fr/help.ftl", 3, "help-two"));
}

#[test]
fn a_message_said_twice_is_named() {
    let error = with_one_file("ar/unlock.ftl", "unlock-a = A\nunlock-a = B\n")
        .err()
        .unwrap();
    assert!(error.to_string().contains("ar/unlock.ftl"), "{error}");
    assert!(error.to_string().contains("unlock-a"), "{error}");
}

#[test]
fn a_missing_file_is_named() {
    let error = Words::read(|path| (path != "fr/legal.ftl").then(String::new)).err();
    assert_eq!(
        error,
        Some(WordsError::Missing {
            path: "fr/legal.ftl".to_owned()
        })
    );
}

#[test]
fn the_browser_gets_each_part_without_comments() {
    let words = with_one_file("en/help.ftl", "# For us\nhelp-body =\n    ## For them\n").unwrap();
    assert_eq!(
        words.file(Locale::ENGLISH, Part::Help),
        "help-body =\n    ## For them\n"
    );
}

#[test]
fn a_first_visit_fetches_ten_kilobytes_of_words_at_most() {
    let words = Words::load().unwrap();
    for locale in Locale::all() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder
            .write_all(words.file(locale, Part::First).as_bytes())
            .unwrap();
        let size = encoder.finish().unwrap().len();
        assert!(size <= 10_000, "{locale}: {size} bytes");
    }
}

#[test]
fn message_texts_are_in_no_part_the_browser_fetches() {
    assert!(Part::ALL.iter().all(|part| !part.files().contains(&MESSAGES)));
}

#[test]
fn nothing_is_put_around_a_value() {
    let words = with_one_file("ar/start.ftl", "start-a = أ { $code } ب\n").unwrap();
    let arabic = Locale::from_tag("ar").unwrap();
    assert_eq!(
        words.text(arabic, "start-a", &[("code", "K7P4".into())]),
        "أ K7P4 ب"
    );
}
