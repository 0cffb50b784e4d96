//! The settings that each command requires. A server requires many, an import few.

use super::gateways::GatewaySettings;
use super::mistake::{ConfigMistake, ConfigMistakes, Wrong};
use super::settings::{self, Kind, Setting};
use super::{Config, Origin};
use crate::secrets::keyring::Keyring;

/// The settings that a server requires and that have no default.
pub const REQUIRED: [&Setting; 6] = [
    &settings::PUBLIC_URL,
    &settings::ISSUER_URL,
    &settings::PIN_PEPPER,
    &settings::SEAL_KEY,
    &settings::CONTACT_KEY,
    &settings::SESSION_KEY,
];

/// Their values, borrowed from the configuration.
pub struct ServingSettings<'a> {
    pub public_url: &'a Origin,
    pub issuer_url: &'a Origin,
    pub pin_pepper: Keyring,
    pub seal_key: Keyring,
    pub contact_key: Keyring,
    pub session_key: Keyring,
}

impl Config {
    /// The settings of `myvax serve` and `myvax work`. Returns every mistake at once. The demo keeps nobody's data, so its
    /// secrets may be weak.
    pub fn require_for_serving(&self) -> Result<(ServingSettings<'_>, GatewaySettings), ConfigMistakes> {
        let weak = if self.demo {
            Vec::new()
        } else {
            self.weak_secrets()
        };
        if !weak.is_empty() {
            return Err(ConfigMistakes(weak));
        }
        match (self.serving_settings(), self.gateways()) {
            (Ok(settings), Ok(gateways)) => Ok((settings, gateways)),
            (Err(mistakes), Ok(_)) | (Ok(_), Err(mistakes)) => Err(mistakes),
            (Err(mut mistakes), Err(of_gateways)) => {
                mistakes.0.extend(of_gateways.0);
                Err(mistakes)
            }
        }
    }

    fn serving_settings(&self) -> Result<ServingSettings<'_>, ConfigMistakes> {
        match (
            &self.public_url,
            &self.issuer_url,
            self.pin_pepper.keys(),
            self.seal_key.keys(),
            self.contact_key.keys(),
            self.session_key.keys(),
        ) {
            (
                Some(public_url),
                Some(issuer_url),
                Some(pin_pepper),
                Some(seal_key),
                Some(contact_key),
                Some(session_key),
            ) => Ok(ServingSettings {
                public_url,
                issuer_url,
                pin_pepper,
                seal_key,
                contact_key,
                session_key,
            }),
            (public_url, issuer_url, pin_pepper, seal_key, contact_key, session_key) => {
                let is_missing = [
                    public_url.is_none(),
                    issuer_url.is_none(),
                    pin_pepper.is_none(),
                    seal_key.is_none(),
                    contact_key.is_none(),
                    session_key.is_none(),
                ];
                let missing = REQUIRED
                    .iter()
                    .zip(is_missing)
                    .filter(|(_, is_missing)| *is_missing)
                    .map(|(setting, _)| missing(setting))
                    .collect();
                Err(ConfigMistakes(missing))
            }
        }
    }

    /// An import needs this key, too: the registry's contacts are looked up by hashes under it.
    pub fn require_contact_key(&self) -> Result<Keyring, ConfigMistakes> {
        self.contact_key
            .keys()
            .ok_or_else(|| ConfigMistakes(vec![missing(&settings::CONTACT_KEY)]))
    }
}

pub fn missing(setting: &Setting) -> ConfigMistake {
    let env = setting.env_name();
    let remedy = if setting.kind == Kind::Secret {
        format!(
            "set {env} or {env}_FILE to 32 random bytes in base64, as `openssl rand -base64 32` prints them"
        )
    } else if setting.is_secret() {
        format!("set {env} or {env}_FILE")
    } else {
        format!("set {env}, or {} in the file", setting.path)
    };
    Wrong::new("is missing", remedy).of(env)
}
