//! The table of limits in `docs/security.md` has the defaults of the code, and the settings reach the limits.

use super::{from_environment, from_file, load, wrong};
use crate::config::settings::{ALL, Unset};
use crate::limits::countries::Country;

/// The names and defaults in the rows of the documented table.
fn documented() -> Vec<(String, String)> {
    include_str!("../../../../docs/security.md")
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `limits.")?.split(" | ");
            let name = cells.next()?.trim_end_matches('`').to_owned();
            Some((name, cells.next()?.trim_matches('`').to_owned()))
        })
        .collect()
}

#[test]
fn the_documented_limits_are_the_defaults() {
    let in_code: Vec<_> = ALL
        .iter()
        .filter_map(|setting| {
            let name = setting.path.strip_prefix("limits.")?;
            let Unset::Means(default) = setting.unset else {
                panic!("{name} has no default");
            };
            Some((name.to_owned(), default.to_owned()))
        })
        .collect();
    assert!(!in_code.is_empty());
    assert_eq!(documented(), in_code);
}

#[test]
fn a_limit_can_be_set_in_the_file_and_in_the_environment() {
    let limits = load(&from_file(
        "[limits]\ncontact_per_day = 7\ncountries = [\"US\", \"ca\"]",
    ))
    .limits;
    let codes = |countries: &[Country]| countries.iter().map(|country| country.code()).collect::<Vec<_>>();
    assert_eq!(
        (limits.contact_per_day, codes(&limits.countries)),
        (7, vec!["US", "CA"])
    );
    let variables = [
        ("MYVAX_LIMITS__TEXTS_PER_DAY", "9"),
        ("MYVAX_LIMITS__COUNTRIES", "US, GB"),
    ];
    let limits = load(&from_environment(&variables)).limits;
    assert_eq!(
        (limits.texts_per_day, codes(&limits.countries)),
        (9, vec!["US", "GB"])
    );
}

#[test]
fn a_country_that_does_not_exist_is_a_mistake() {
    assert_eq!(
        wrong(&from_file("[limits]\ncountries = [\"USA\"]")),
        ["limits.countries"]
    );
}
