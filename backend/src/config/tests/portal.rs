//! The department's own texts.

use shared::locale::Locale;

use super::{BOTH, from_file, load, wrong};
use crate::config::Sources;

#[test]
fn the_neutral_texts_are_complete_in_every_language() {
    let portal = load(&Sources::default()).portal;
    assert_eq!(portal.locales, Locale::all().collect::<Vec<_>>());
    assert_eq!(portal.missing(), []);
}

#[test]
fn a_text_is_one_for_all_languages_or_one_for_each() {
    let portal = load(&from_file(
        "[portal]\nservice_name = \"Vaccins\"\ndepartment = { en = \"Health\", fr = \"Santé\" }",
    ))
    .portal;
    let french = portal.in_locale(Locale::from_tag("fr").unwrap(), BOTH, true);
    assert_eq!(
        (french.service_name.as_str(), french.department.as_str()),
        ("Vaccins", "Santé")
    );
    assert!(french.demo);
    let arabic = portal.in_locale(Locale::from_tag("ar").unwrap(), BOTH, false);
    assert_eq!(arabic.department, "Health");
    let missing = portal.missing();
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].0, "portal.department");
}

#[test]
fn the_portal_is_checked_like_everything_else() {
    for (line, name) in [
        ("department = { fr = \"Santé\" }", "portal.department"),
        (
            "department = { en = \"Health\", tlh = \"Health\" }",
            "portal.department",
        ),
        ("department = \"  \"", "portal.department"),
        ("locales = [\"fr\"]", "portal.locales"),
        ("locales = [\"en\", \"en\"]", "portal.locales"),
        ("default_locale = \"tlh\"", "portal.default_locale"),
        ("help_email = \"help\"", "portal.help_email"),
        ("links = { registry = \"javascript:alert(1)\" }", "portal.links"),
        (
            "help_hours = [{ days = [\"mon\"], opens = \"9\", closes = \"17:00\" }]",
            "portal.help_hours",
        ),
        (
            "help_hours = [{ days = [], opens = \"09:00\", closes = \"17:00\" }]",
            "portal.help_hours",
        ),
        ("help_fax = \"617-555-0101\"", "portal.help_fax"),
    ] {
        assert_eq!(wrong(&from_file(&format!("[portal]\n{line}"))), [name], "{line}");
    }
}
