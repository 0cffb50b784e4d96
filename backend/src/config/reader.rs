//! Finds each setting's raw value (environment, then file, then default) and collects every mistake.

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::{Table, Value};

use super::mistake::{ConfigMistake, Wrong};
use super::settings::{Setting, Unset};
use super::sources::Sources;
use super::unknown::unknown_names;
use super::values;

/// The portal's texts until a department writes its own. They name no state and no law, and no phone number that exists.
pub const NEUTRAL_TEXTS: &str = include_str!("../../data/portal.toml");

/// The name of the settings file in a mistake.
pub const SETTINGS_FILE: &str = "--config";

pub struct SettingReader<'a> {
    environment: &'a BTreeMap<String, String>,
    file: Table,
    neutral: Table,
    pub mistakes: Vec<ConfigMistake>,
}

/// The source of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueSource {
    Environment,
    File,
    /// The setting is not set: its default or its neutral text applies, if there is one.
    Unset,
}

/// A raw value and the name under which it was given.
struct Raw {
    name: String,
    value: Value,
}

impl<'a> SettingReader<'a> {
    pub fn new(sources: &'a Sources) -> Self {
        let mut mistakes = Vec::new();
        let file = sources
            .file
            .as_deref()
            .map_or_else(|| Ok(Table::new()), parse_file);
        let file = file.unwrap_or_else(|mistake| {
            mistakes.push(mistake);
            Table::new()
        });
        mistakes.extend(unknown_names(&sources.environment, &file));
        Self {
            environment: &sources.environment,
            file,
            neutral: NEUTRAL_TEXTS.parse().expect("a test reads the neutral texts"),
            mistakes,
        }
    }

    /// The setting's value as its type. A wrong value is recorded as a mistake and counts as not set, so that the other
    /// settings can still be checked.
    pub fn read<T>(&mut self, setting: &Setting, parse: impl Fn(&Value) -> Result<T, Wrong>) -> Option<T> {
        let parsed = self.raw(setting).and_then(|raw| match raw {
            Some(raw) => parse(&raw.value).map(Some).map_err(|wrong| wrong.of(raw.name)),
            None => Ok(None),
        });
        parsed.unwrap_or_else(|mistake| {
            self.mistakes.push(mistake);
            self.when_unset(setting).and_then(|value| parse(&value).ok())
        })
    }

    /// A whole number within the bounds in the table of settings.
    pub fn number<N: TryFrom<u64>>(&mut self, setting: &Setting) -> Option<N> {
        self.read(setting, |value| values::number(value, &setting.kind))
    }

    pub fn given_by(&self, setting: &Setting) -> ValueSource {
        let env = setting.env_name();
        let in_file = |path: &str| at(&self.file, path).is_some();
        if self.environment.contains_key(&env)
            || setting.is_secret() && self.environment.contains_key(&format!("{env}_FILE"))
        {
            ValueSource::Environment
        } else if in_file(setting.path) || setting.is_secret() && in_file(&format!("{}_file", setting.path)) {
            ValueSource::File
        } else {
            ValueSource::Unset
        }
    }

    /// The file that holds a secret, with the name under which it was given.
    pub fn file_of(&self, setting: &Setting) -> Option<(String, PathBuf)> {
        let (in_environment, in_file) = (
            format!("{}_FILE", setting.env_name()),
            format!("{}_file", setting.path),
        );
        if let Some(path) = self.environment.get(&in_environment) {
            return Some((in_environment, PathBuf::from(path.trim())));
        }
        let path = at(&self.file, &in_file)?.as_str()?.trim();
        Some((in_file, PathBuf::from(path)))
    }

    /// Whether the settings file itself holds the value.
    pub fn is_in_settings_file(&self, setting: &Setting) -> bool {
        at(&self.file, setting.path).is_some()
    }

    fn raw(&self, setting: &Setting) -> Result<Option<Raw>, ConfigMistake> {
        let env = setting.env_name();
        let from_environment = |name: &str| self.environment.get(name).cloned().map(Value::String);
        let from_file = |path: &str| at(&self.file, path).cloned();
        if let Some(raw) = given(setting, &env, "_FILE", from_environment)? {
            return if setting.fits_environment() {
                Ok(Some(raw))
            } else {
                Err(Wrong::new("does not fit into one variable", "write it in the TOML file").of(env))
            };
        }
        if let Some(raw) = given(setting, setting.path, "_file", from_file)? {
            return Ok(Some(raw));
        }
        let name = setting.path.to_owned();
        Ok(self.when_unset(setting).map(|value| Raw { name, value }))
    }

    /// The default or the neutral text.
    fn when_unset(&self, setting: &Setting) -> Option<Value> {
        match setting.unset {
            Unset::Means(literal) => Some(literal.parse().expect("a test reads every default")),
            Unset::NeutralText => at(&self.neutral, setting.path).cloned(),
            Unset::Nothing { .. } => None,
        }
    }
}

/// The value under `name`; for a secret, also the content of the file given under `name` and `suffix`.
fn given(
    setting: &Setting,
    name: &str,
    suffix: &str,
    find: impl Fn(&str) -> Option<Value>,
) -> Result<Option<Raw>, ConfigMistake> {
    let file_name = format!("{name}{suffix}");
    let file = setting.is_secret().then(|| find(&file_name)).flatten();
    match (find(name), file) {
        (None, None) => Ok(None),
        (Some(value), None) => Ok(Some(Raw {
            name: name.to_owned(),
            value,
        })),
        (None, Some(path)) => match values::text(&path).map(std::fs::read_to_string) {
            Ok(Ok(content)) => Ok(Some(Raw {
                name: file_name,
                value: Value::String(content),
            })),
            Ok(Err(error)) => Err(Wrong::new(
                format!("the file cannot be read ({error})"),
                "name a file this process may read",
            )
            .of(file_name)),
            Err(wrong) => Err(wrong.of(file_name)),
        },
        (Some(_), Some(_)) => Err(Wrong::new(
            format!("is given twice, also as {file_name}"),
            "keep one of the two",
        )
        .of(name)),
    }
}

/// The value at a dotted path.
fn at<'t>(table: &'t Table, path: &str) -> Option<&'t Value> {
    match path.split_once('.') {
        None => table.get(path),
        Some((first, rest)) => at(table.get(first)?.as_table()?, rest),
    }
}

/// Reports only the line's number: the parser's own message quotes the line, which may contain a secret.
fn parse_file(text: &str) -> Result<Table, ConfigMistake> {
    text.parse::<Table>().map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text[..start.min(text.len())].matches('\n').count() + 1;
        Wrong::new(
            format!("line {line} is not TOML ({})", error.message()),
            "compare it with `myvax config example`",
        )
        .of(SETTINGS_FILE)
    })
}
