//! Which settings the operator gave, and which of them can be read.

use std::path::PathBuf;

use super::Sources;
use super::mistake::ConfigMistake;
use super::reader::{SETTINGS_FILE, SettingReader, ValueSource};
use super::settings::{ALL, Setting};

pub struct GivenSettings<'a> {
    reader: SettingReader<'a>,
    settings_file: Option<PathBuf>,
    /// The names under which wrong values were given.
    wrong: Vec<String>,
}

impl<'a> GivenSettings<'a> {
    /// `mistakes` are those of `Config::load_readable`.
    pub fn new(sources: &'a Sources, mistakes: &[ConfigMistake]) -> Self {
        Self {
            reader: SettingReader::new(sources),
            settings_file: sources.path.clone(),
            wrong: mistakes.iter().map(|mistake| mistake.setting.clone()).collect(),
        }
    }

    /// Whether the setting's value cannot be read. Of a settings file that is not TOML, no value can be read.
    pub fn is_wrong(&self, setting: &Setting) -> bool {
        let is_in_environment = self.reader.given_by(setting) == ValueSource::Environment;
        setting.names().iter().any(|name| self.is_wrong_name(name))
            || self.is_wrong_name(SETTINGS_FILE) && !is_in_environment
    }

    fn is_wrong_name(&self, name: &str) -> bool {
        self.wrong.iter().any(|wrong| wrong == name)
    }

    /// Which of these settings have no value, as far as the sources can be read.
    pub fn unset<'s>(&self, settings: &[&'s Setting]) -> Vec<&'s Setting> {
        let is_unset = |setting: &&&Setting| {
            self.reader.given_by(setting) == ValueSource::Unset && !self.is_wrong(setting)
        };
        settings.iter().filter(is_unset).copied().collect()
    }

    /// The files that hold a secret, each under the name by which the operator gave it. A settings file that is not TOML
    /// may hold one.
    pub fn secret_files(&self) -> Vec<(String, PathBuf)> {
        let secrets = || ALL.iter().filter(|setting| setting.is_secret());
        let named = secrets().filter_map(|setting| self.reader.file_of(setting));
        let has_secret = self.is_wrong_name(SETTINGS_FILE)
            || secrets().any(|setting| self.reader.is_in_settings_file(setting));
        let settings_file = self.settings_file.clone().filter(|_| has_secret);
        named
            .chain(settings_file.map(|path| (SETTINGS_FILE.to_owned(), path)))
            .collect()
    }
}
