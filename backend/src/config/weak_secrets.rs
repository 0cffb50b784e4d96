//! Secrets that protect nothing: all zero, or the same for two purposes.

use super::Config;
use super::mistake::{ConfigMistake, Wrong};
use super::settings::{self, Setting};
use crate::secrets::seal::SecretKey;

const REMEDY: &str = "set 32 random bytes of its own, as `openssl rand -base64 32` prints them";

impl Config {
    /// Each all-zero secret, and each that equals another one. The neighbors of one secret in a rotation may be equal.
    pub(super) fn weak_secrets(&self) -> Vec<ConfigMistake> {
        let secrets = self.named_secrets();
        let mut mistakes = Vec::new();
        for (index, (purpose, setting, key)) in secrets.iter().enumerate() {
            if key.iter().all(|byte| *byte == 0) {
                mistakes.push(Wrong::new("is all zero", REMEDY).of(setting.env_name()));
            }
            let earlier = secrets[..index].iter();
            let mut same = earlier.filter(|(other, _, other_key)| other != purpose && other_key == key);
            if let Some((_, other, _)) = same.next() {
                let problem = format!("is the same as {}", other.env_name());
                mistakes.push(Wrong::new(problem, REMEDY).of(setting.env_name()));
            }
        }
        mistakes
    }

    /// Each secret that is set, with the number of its purpose.
    fn named_secrets(&self) -> Vec<(usize, &'static Setting, &SecretKey)> {
        let purposes = [
            (
                &self.pin_pepper,
                [
                    &settings::PIN_PEPPER,
                    &settings::PIN_PEPPER_PREVIOUS,
                    &settings::PIN_PEPPER_NEXT,
                ],
            ),
            (
                &self.seal_key,
                [
                    &settings::SEAL_KEY,
                    &settings::SEAL_KEY_PREVIOUS,
                    &settings::SEAL_KEY_NEXT,
                ],
            ),
            (
                &self.contact_key,
                [
                    &settings::CONTACT_KEY,
                    &settings::CONTACT_KEY_PREVIOUS,
                    &settings::CONTACT_KEY_NEXT,
                ],
            ),
            (
                &self.session_key,
                [
                    &settings::SESSION_KEY,
                    &settings::SESSION_KEY_PREVIOUS,
                    &settings::SESSION_KEY_NEXT,
                ],
            ),
        ];
        let mut named = Vec::new();
        for (purpose, (secret, names)) in purposes.into_iter().enumerate() {
            let keys = [&secret.current, &secret.previous, &secret.next];
            let set = names.into_iter().zip(keys);
            named.extend(set.filter_map(|(name, key)| Some((purpose, name, key.as_ref()?))));
        }
        named
    }
}
