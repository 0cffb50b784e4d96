//! The effective value of each setting and its source. A secret is reported as set or not set, never shown.

use super::gateways::{MAIL_SETTINGS, TEXT_SETTINGS};
use super::given::GivenSettings;
use super::mistake::ConfigMistakes;
use super::reader::{SettingReader, ValueSource};
use super::serving::{REQUIRED, missing};
use super::settings::{ALL, Setting};
use super::sources::Sources;
use super::{Config, Mode};

impl Config {
    /// Like `load`, but a missing setting that a server requires is a mistake, too.
    pub fn load_whole(sources: &Sources, mode: Mode) -> Result<Self, ConfigMistakes> {
        let (config, mut mistakes) = Self::load_readable(sources, mode);
        let given = GivenSettings::new(sources, &mistakes);
        if mode == Mode::Normal {
            mistakes.extend(given.unset(&REQUIRED).into_iter().map(missing));
            mistakes.extend(config.weak_secrets());
        }
        // A wrong value is reported already. The gateways would report it as missing, too.
        let mut of_gateways = MAIL_SETTINGS.iter().chain(&TEXT_SETTINGS);
        if !of_gateways.any(|setting| given.is_wrong(setting)) {
            mistakes.extend(config.gateways().err().into_iter().flat_map(|all| all.0));
        }
        if mistakes.is_empty() {
            Ok(config)
        } else {
            Err(ConfigMistakes(mistakes))
        }
    }
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
