//! The effective value of each setting and its source. A secret is reported as set or not set, never shown.

use std::path::PathBuf;

use super::mistake::{ConfigMistake, ConfigMistakes};
use super::reader::{SettingReader, ValueSource};
use super::serving::{REQUIRED, missing};
use super::settings::{ALL, Setting};
use super::sources::Sources;
use super::{Config, Mode};

impl Config {
    /// Like `load`, but a missing setting that a server requires is a mistake, too.
    pub fn load_whole(sources: &Sources, mode: Mode) -> Result<Self, ConfigMistakes> {
        let loaded = Self::load(sources, mode);
        let mut missing = match mode {
            Mode::Normal => missing_settings(sources),
            Mode::Demo => Vec::new(),
        };
        if let (Ok(config), Mode::Normal) = (&loaded, mode) {
            missing.extend(config.weak_secrets());
        }
        let gateways = loaded.as_ref().ok().map(Self::gateways);
        missing.extend(
            gateways
                .and_then(Result::err)
                .map_or(Vec::new(), |mistakes| mistakes.0),
        );
        match loaded {
            Ok(config) if missing.is_empty() => Ok(config),
            Ok(_) => Err(ConfigMistakes(missing)),
            Err(mut mistakes) => {
                mistakes.0.extend(missing);
                Err(mistakes)
            }
        }
    }
}

fn missing_settings(sources: &Sources) -> Vec<ConfigMistake> {
    unset(sources, &REQUIRED).into_iter().map(missing).collect()
}

/// Which of these settings the operator did not set.
pub fn unset<'a>(sources: &Sources, settings: &[&'a Setting]) -> Vec<&'a Setting> {
    let reader = SettingReader::new(sources);
    let is_unset = |setting: &&&Setting| reader.given_by(setting) == ValueSource::Unset;
    settings.iter().filter(is_unset).copied().collect()
}

/// The files that hold a secret, each under the name by which the operator gave it.
pub fn secret_files(sources: &Sources) -> Vec<(String, PathBuf)> {
    let reader = SettingReader::new(sources);
    let secrets = || ALL.iter().filter(|setting| setting.is_secret());
    let named = secrets().filter_map(|setting| reader.file_of(setting));
    let has_secret = secrets().any(|setting| reader.is_in_settings_file(setting));
    let settings_file = sources.path.clone().filter(|_| has_secret);
    named
        .chain(settings_file.map(|path| ("--config".to_owned(), path)))
        .collect()
}

/// One line per setting, like the settings file, with the value's source. Call it on settings that loaded.
pub fn overview(sources: &Sources) -> Vec<String> {
    let mut reader = SettingReader::new(sources);
    ALL.iter().map(|setting| line(setting, &mut reader)).collect()
}

fn line(setting: &Setting, reader: &mut SettingReader<'_>) -> String {
    let giver = match reader.given_by(setting) {
        ValueSource::Environment => "environment",
        ValueSource::File => "file",
        ValueSource::Unset => "default",
    };
    let path = setting.path;
    match reader.read(setting, |value| Ok(value.to_string())) {
        None => format!("{path}: not set"),
        Some(_) if setting.is_secret() => format!("{path}: set, not shown ({giver})"),
        Some(value) => format!("{path} = {value} ({giver})"),
    }
}
