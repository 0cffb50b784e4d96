//! Code, example and schema name the same settings.

use std::collections::BTreeSet;

use shared::locale::Locale;
use toml::Value;

use super::{BOTH, from_environment, from_file, load, wrong};
use crate::config::example::example;
use crate::config::schema::schema;
use crate::config::settings::{ALL, Kind, Setting, Unset};
use crate::config::{Config, Mode, Sources};

/// The dotted paths of the keys in the example, commented out or not.
fn paths_in_example() -> Vec<String> {
    let mut table = String::new();
    let mut paths = Vec::new();
    for line in example().lines() {
        if let Some(name) = line.strip_prefix('[') {
            table = format!("{}.", name.trim_end_matches(']'));
        }
        let Some((name, _)) = line.trim_start_matches("# ").split_once(" = ") else {
            continue;
        };
        if name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        {
            paths.push(format!("{table}{name}"));
        }
    }
    paths
}

fn paths_in_schema() -> BTreeSet<String> {
    let schema = schema();
    let mut paths = BTreeSet::new();
    for (name, value) in schema["properties"].as_object().unwrap() {
        match value["properties"].as_object() {
            Some(inner) => paths.extend(inner.keys().map(|key| format!("{name}.{key}"))),
            None => {
                paths.insert(name.clone());
            }
        }
    }
    paths
}

#[test]
fn every_setting_in_the_table_is_read() {
    for setting in ALL {
        // Lists in lists are not values of any setting.
        let (table, name) = setting.path.rsplit_once('.').unwrap_or(("", setting.path));
        let head = if table.is_empty() {
            String::new()
        } else {
            format!("[{table}]\n")
        };
        assert_eq!(
            wrong(&from_file(&format!("{head}{name} = [[[]]]"))),
            [setting.path]
        );
    }
}

#[test]
fn every_setting_has_its_variable() {
    let odd = "\u{0}";
    for setting in ALL.iter().filter(|setting| setting.fits_environment()) {
        let env = setting.env_name();
        let outcome = Config::load(&from_environment(&[(&env, odd)]), Mode::Normal);
        let is_unknown = outcome.is_err_and(|mistakes| {
            mistakes
                .0
                .iter()
                .any(|mistake| mistake.problem.contains("is no setting"))
        });
        assert!(!is_unknown, "{env}");
    }
}

#[test]
fn every_setting_is_explained_in_a_sentence() {
    for setting in ALL {
        assert!(setting.doc.ends_with('.'), "{}", setting.path);
        if let Unset::Means(literal) = setting.unset {
            assert!(literal.parse::<Value>().is_ok(), "{literal}");
        }
    }
}

#[test]
fn the_example_names_every_setting_and_nothing_else() {
    let in_code: Vec<_> = ALL.iter().map(|setting| setting.path.to_owned()).collect();
    assert_eq!(paths_in_example(), in_code);
}

#[test]
fn the_example_parses_to_the_defaults() {
    let config = load(&from_file(&example()));
    let defaults = load(&Sources::default());
    assert_eq!(format!("{config:?}"), format!("{defaults:?}"));
    assert_eq!(
        config.portal.in_locale(Locale::ENGLISH, BOTH, false),
        defaults.portal.in_locale(Locale::ENGLISH, BOTH, false)
    );
}

#[test]
fn commented_out_values_of_the_example_parse_except_secrets() {
    let text: String = example()
        .lines()
        .map(|line| {
            format!(
                "{}\n",
                if line.contains(" = ") {
                    line.trim_start_matches("# ")
                } else {
                    line
                }
            )
        })
        .skip(3)
        .collect();
    let secrets: Vec<_> = ALL
        .iter()
        .filter(|setting| setting.kind == Kind::Secret)
        .map(|setting| setting.path)
        .collect();
    assert_eq!(wrong(&from_file(&text)), secrets);
}

#[test]
fn the_schema_names_every_setting_and_the_files_of_secrets() {
    let with_file = |setting: &&Setting| {
        let file = setting.is_secret().then(|| format!("{}_file", setting.path));
        std::iter::once(setting.path.to_owned()).chain(file)
    };
    assert_eq!(paths_in_schema(), ALL.iter().flat_map(with_file).collect());
}
