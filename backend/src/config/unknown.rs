//! An unknown name is a mistake: otherwise a misspelt setting would silently keep its default.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::mistake::{ConfigMistake, Wrong};
use super::settings::{ALL, Setting};

/// Every variable and every key of the file that is not a setting.
pub fn unknown_names(environment: &BTreeMap<String, String>, file: &Table) -> Vec<ConfigMistake> {
    let variables: Vec<String> = names(Setting::env_name, "_FILE");
    let keys: Vec<String> = names(|setting| setting.path.to_owned(), "_file");
    let mut mistakes: Vec<_> = environment
        .keys()
        .filter(|name| !variables.contains(name))
        .map(|name| unknown(name, &variables))
        .collect();
    unknown_keys(file, "", &keys, &mut mistakes);
    mistakes
}

fn names(name: impl Fn(&Setting) -> String, suffix: &str) -> Vec<String> {
    ALL.iter()
        .flat_map(|setting| {
            let own = name(setting);
            let in_a_file = setting.is_secret().then(|| format!("{own}{suffix}"));
            [Some(own), in_a_file]
        })
        .flatten()
        .collect()
}

fn unknown_keys(table: &Table, prefix: &str, known: &[String], mistakes: &mut Vec<ConfigMistake>) {
    for (key, value) in table {
        let path = format!("{prefix}{key}");
        if known.contains(&path) {
            continue;
        }
        let inside = format!("{path}.");
        let is_table_of_settings = known.iter().any(|name| name.starts_with(&inside));
        match value {
            Value::Table(table) if is_table_of_settings => unknown_keys(table, &inside, known, mistakes),
            _ if is_table_of_settings => mistakes
                .push(Wrong::new("is a table of settings", format!("write [{path}] above them")).of(path)),
            _ => mistakes.push(unknown(&path, known)),
        }
    }
}

fn unknown(name: &str, known: &[String]) -> ConfigMistake {
    let nearest = known
        .iter()
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .min();
    let remedy = match nearest {
        Some((distance, known)) if distance <= 3 => format!("did you mean {known}?"),
        Some(_) | None => "`myvax config example` lists all settings".to_owned(),
    };
    Wrong::new("is not a setting of this version", remedy).of(name)
}
