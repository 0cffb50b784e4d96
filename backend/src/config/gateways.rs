//! The settings of the gateways for text messages and e-mail. A channel whose settings are absent is off.

use std::path::Path;

use super::Config;
use super::mistake::{ConfigMistake, ConfigMistakes, Wrong};
use super::serving::missing;
use super::settings::{self, Setting};
use crate::notify::smtp::{MailSettings, read_ca};
use crate::notify::texts::TextSettings;

/// The mail server needs these, and may have `SMTP_CA_FILE`.
pub const MAIL_SETTINGS: [&Setting; 2] = [&settings::SMTP_URL, &settings::MAIL_FROM];

pub const TEXT_SETTINGS: [&Setting; 4] = [
    &settings::SMS_URL,
    &settings::SMS_ACCOUNT,
    &settings::SMS_TOKEN,
    &settings::SMS_FROM,
];

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
            email: unless_wrong(self.mail_settings(), &mut mistakes),
            sms: unless_wrong(self.text_settings(), &mut mistakes),
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

    /// `None` if the mail server is not set.
    pub fn mail_settings(&self) -> Result<Option<MailSettings>, ConfigMistakes> {
        match (&self.smtp_url, &self.mail_from) {
            (Some(url), Some(from)) => Ok(Some(MailSettings {
                url: url.clone(),
                from: from.clone(),
                ca: self.smtp_ca_file.as_deref().map(ca).transpose()?,
            })),
            (None, None) => Ok(None),
            (url, from) => Err(absent(&MAIL_SETTINGS, &[url.is_some(), from.is_some()])),
        }
    }

    /// `None` if the text gateway is not set.
    pub fn text_settings(&self) -> Result<Option<TextSettings>, ConfigMistakes> {
        match (&self.sms_url, &self.sms_account, &self.sms_token, &self.sms_from) {
            (Some(url), Some(account), Some(token), Some(from)) => Ok(Some(TextSettings {
                url: url.as_str().to_owned(),
                account: account.clone(),
                token: token.clone(),
                from: from.clone(),
            })),
            (None, None, None, None) => Ok(None),
            (url, account, token, from) => Err(absent(
                &TEXT_SETTINGS,
                &[url.is_some(), account.is_some(), token.is_some(), from.is_some()],
            )),
        }
    }
}

fn unless_wrong<T>(
    settings: Result<Option<T>, ConfigMistakes>,
    mistakes: &mut Vec<ConfigMistake>,
) -> Option<T> {
    settings.unwrap_or_else(|wrong| {
        mistakes.extend(wrong.0);
        None
    })
}

fn ca(path: &Path) -> Result<Vec<u8>, ConfigMistakes> {
    read_ca(path).map_err(|error| {
        let mistake = Wrong::new(
            format!("the certificates cannot be read ({error})"),
            "name a PEM file that this process may read",
        )
        .of(settings::SMTP_CA_FILE.env_name());
        ConfigMistakes(vec![mistake])
    })
}

fn absent(all: &[&Setting], are_set: &[bool]) -> ConfigMistakes {
    let unset = all.iter().zip(are_set).filter(|(_, is_set)| !**is_set);
    ConfigMistakes(unset.map(|(setting, _)| missing(setting)).collect())
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
