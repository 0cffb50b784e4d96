//! A secret with its neighbors in a rotation, as read from the settings.

use super::reader::SettingReader;
use super::settings::Setting;
use super::values;
use crate::secrets::keyring::Keyring;
use crate::secrets::seal::SecretKey;

/// The settings of one secret.
#[derive(Clone)]
pub struct RotatingSecret {
    pub current: Option<SecretKey>,
    pub previous: Option<SecretKey>,
    pub next: Option<SecretKey>,
}

impl RotatingSecret {
    /// Reads the secret, its `_PREVIOUS` and its `_NEXT`.
    pub(super) fn read(reader: &mut SettingReader<'_>, settings: [&Setting; 3]) -> Self {
        let [current, previous, next] = settings.map(|setting| reader.read(setting, values::secret));
        Self {
            current,
            previous,
            next,
        }
    }

    /// `None` without a current key: its neighbors alone are no use.
    pub fn keys(&self) -> Option<Keyring> {
        Some(Keyring {
            current: self.current.clone()?,
            previous: self.previous.clone(),
            next: self.next.clone(),
        })
    }
}
