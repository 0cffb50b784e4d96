//! Tests of loading, of the fallback, and of the texts for the browser.

use super::*;

/// Loads files that are all empty except one.
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
fn nothing_is_put_around_a_value() {
    let words = with_one_file("ar/start.ftl", "start-a = أ { $code } ب\n").unwrap();
    let arabic = Locale::from_tag("ar").unwrap();
    assert_eq!(
        words.text(arabic, "start-a", &[("code", "K7P4".into())]),
        "أ K7P4 ب"
    );
}
