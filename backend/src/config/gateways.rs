//! The settings of the gateways for text messages and e-mail. A channel whose settings are absent is off.

use std::path::Path;

use super::Config;
use super::mistake::{ConfigMistake, ConfigMistakes, Wrong};
use super::serving::missing;
use super::settings::{self, Setting};
use crate::notify::smtp::{MailSettings, read_ca};
use crate::notify::texts::TextSettings;

/// The gateways that are set.
pub struct GatewaySettings {
    pub email: Option<MailSettings>,
    pub sms: Option<TextSettings>,
}

impl Config {
    /// The settings of each gateway. A gateway with half its settings is a mistake, and so is a service without any gateway,
    /// except for the demo, which shows its messages itself.
    pub fn gateways(&self) -> Result<GatewaySettings, ConfigMistakes> {
        let mut mistakes = Vec::new();
        let gateways = GatewaySettings {
            email: self.mail_settings(&mut mistakes),
            sms: self.text_settings(&mut mistakes),
        };
        if !self.demo {
            let has_none = gateways.email.is_none() && gateways.sms.is_none();
            if has_none && mistakes.is_empty() {
                mistakes.push(no_gateway());
            }
            mistakes.extend(self.outbox_file.is_some().then(outbox_outside_demo));
        }
        if mistakes.is_empty() {
            Ok(gateways)
        } else {
            Err(ConfigMistakes(mistakes))
        }
    }

    fn mail_settings(&self, mistakes: &mut Vec<ConfigMistake>) -> Option<MailSettings> {
        match (&self.smtp_url, &self.mail_from) {
            (Some(url), Some(from)) => Some(MailSettings {
                url: url.clone(),
                from: from.clone(),
                ca: self.smtp_ca_file.as_deref().and_then(|path| ca(path, mistakes)),
            }),
            (None, None) => None,
            (url, from) => {
                mistakes.extend(absent(&[
                    (&settings::SMTP_URL, url.is_some()),
                    (&settings::MAIL_FROM, from.is_some()),
                ]));
                None
            }
        }
    }

    fn text_settings(&self, mistakes: &mut Vec<ConfigMistake>) -> Option<TextSettings> {
        match (&self.sms_url, &self.sms_account, &self.sms_token, &self.sms_from) {
            (Some(url), Some(account), Some(token), Some(from)) => Some(TextSettings {
                url: url.as_str().to_owned(),
                account: account.clone(),
                token: token.clone(),
                from: from.clone(),
            }),
            (None, None, None, None) => None,
            (url, account, token, from) => {
                mistakes.extend(absent(&[
                    (&settings::SMS_URL, url.is_some()),
                    (&settings::SMS_ACCOUNT, account.is_some()),
                    (&settings::SMS_TOKEN, token.is_some()),
                    (&settings::SMS_FROM, from.is_some()),
                ]));
                None
            }
        }
    }
}

fn ca(path: &Path, mistakes: &mut Vec<ConfigMistake>) -> Option<Vec<u8>> {
    let unreadable = |error| {
        Wrong::new(
            format!("the certificates cannot be read ({error})"),
            "name a PEM file that this process may read",
        )
        .of(settings::SMTP_CA_FILE.env_name())
    };
    read_ca(path)
        .map_err(|error| mistakes.push(unreadable(error)))
        .ok()
}

fn absent(all: &[(&Setting, bool)]) -> Vec<ConfigMistake> {
    all.iter()
        .filter(|(_, is_set)| !is_set)
        .map(|(setting, _)| missing(setting))
        .collect()
}

fn no_gateway() -> ConfigMistake {
    Wrong::new(
        "no gateway for text messages or e-mail is set, so no link would reach its person",
        "set MYVAX_SMTP_URL and MYVAX_MAIL_FROM, or MYVAX_SMS_URL, _ACCOUNT, _TOKEN and _FROM, or run `myvax serve --demo`",
    )
    .of("messages")
}

fn outbox_outside_demo() -> ConfigMistake {
    Wrong::new(
        "the development outbox holds messages in clear and is only for the demo",
        "remove it, or run `myvax serve --demo`",
    )
    .of(settings::OUTBOX_FILE.env_name())
}
