//! The department's own texts in every language, and the one-language view for the browser.

use std::collections::BTreeMap;

use shared::locale::Locale;
use shared::portal::{Channels, HelpHours, Portal};

use super::local_text::{LocalText, locale};
use super::mistake::Wrong;
use super::portal_values::{email, help_hours, links, locales};
use super::reader::SettingReader;
use super::settings::{self, Setting};
use super::values;

#[derive(Clone, Debug)]
pub struct PortalTexts {
    pub service_name: LocalText,
    pub department: LocalText,
    pub registry_name: LocalText,
    pub operator: LocalText,
    pub official_banner: LocalText,
    pub law_basis: LocalText,
    pub help_phone: String,
    pub help_hours: Vec<HelpHours>,
    pub interpreter: LocalText,
    pub help_email: String,
    /// Each address may differ by language.
    pub links: BTreeMap<String, LocalText>,
    pub update_delay_hours: u32,
    pub default_locale: Locale,
    pub locales: Vec<Locale>,
}

impl PortalTexts {
    pub(super) fn read(reader: &mut SettingReader<'_>) -> Option<Self> {
        let mistakes_before = reader.mistakes.len();
        let service_name = reader.read(&settings::SERVICE_NAME, LocalText::parse);
        let department = reader.read(&settings::DEPARTMENT, LocalText::parse);
        let registry_name = reader.read(&settings::REGISTRY_NAME, LocalText::parse);
        let operator = reader.read(&settings::OPERATOR, LocalText::parse);
        let official_banner = reader.read(&settings::OFFICIAL_BANNER, LocalText::parse);
        let law_basis = reader.read(&settings::LAW_BASIS, LocalText::parse);
        let help_phone = reader.read(&settings::HELP_PHONE, values::text);
        let help_hours = reader.read(&settings::HELP_HOURS, help_hours);
        let interpreter = reader.read(&settings::INTERPRETER, LocalText::parse);
        let help_email = reader.read(&settings::HELP_EMAIL, email);
        let links = reader.read(&settings::LINKS, links);
        let update_delay_hours = reader.number(&settings::UPDATE_DELAY_HOURS);
        let default_locale = reader.read(&settings::DEFAULT_LOCALE, |value| locale(&values::text(value)?));
        let locales = reader.read(&settings::LOCALES, locales);
        let texts = Self {
            service_name: service_name?,
            department: department?,
            registry_name: registry_name?,
            operator: operator?,
            official_banner: official_banner?,
            law_basis: law_basis?,
            help_phone: help_phone?,
            help_hours: help_hours?,
            interpreter: interpreter?,
            help_email: help_email?,
            links: links?,
            update_delay_hours: update_delay_hours?,
            default_locale: default_locale?,
            locales: locales?,
        };
        if reader.mistakes.len() == mistakes_before {
            texts.check_default_locale(reader);
        }
        Some(texts)
    }

    /// The texts in one language; a text that is missing in it comes in the default language.
    pub fn in_locale(&self, locale: Locale, channels: Channels, demo: bool) -> Portal {
        let text = |text: &LocalText| {
            text.written_in(locale)
                .or_else(|| text.written_in(self.default_locale))
                .unwrap_or_default()
                .to_owned()
        };
        Portal {
            service_name: text(&self.service_name),
            department: text(&self.department),
            registry_name: text(&self.registry_name),
            operator: text(&self.operator),
            official_banner: text(&self.official_banner),
            law_basis: text(&self.law_basis),
            help_phone: self.help_phone.clone(),
            help_hours: self.help_hours.clone(),
            interpreter: text(&self.interpreter),
            help_email: self.help_email.clone(),
            links: self
                .links
                .iter()
                .map(|(name, address)| (name.clone(), text(address)))
                .collect(),
            update_delay_hours: self.update_delay_hours,
            default_locale: self.default_locale.tag().to_owned(),
            locales: self
                .locales
                .iter()
                .map(|locale| locale.tag().to_owned())
                .collect(),
            channels,
            demo,
        }
    }

    /// The settings without a text in some languages of the menu, with those languages.
    pub fn missing(&self) -> Vec<(String, Vec<Locale>)> {
        self.named_texts()
            .into_iter()
            .map(|(name, text)| {
                let is_missing = |locale: &Locale| text.written_in(*locale).is_none();
                (
                    name,
                    self.locales
                        .iter()
                        .copied()
                        .filter(is_missing)
                        .collect::<Vec<_>>(),
                )
            })
            .filter(|(_, missing)| !missing.is_empty())
            .collect()
    }

    fn named_texts(&self) -> Vec<(String, &LocalText)> {
        let named = |setting: Setting, text| (setting.path.to_owned(), text);
        [
            named(settings::SERVICE_NAME, &self.service_name),
            named(settings::DEPARTMENT, &self.department),
            named(settings::REGISTRY_NAME, &self.registry_name),
            named(settings::OPERATOR, &self.operator),
            named(settings::OFFICIAL_BANNER, &self.official_banner),
            named(settings::LAW_BASIS, &self.law_basis),
            named(settings::INTERPRETER, &self.interpreter),
        ]
        .into_iter()
        .chain(
            self.links
                .iter()
                .map(|(name, text)| (format!("{}.{name}", settings::LINKS.path), text)),
        )
        .collect()
    }

    /// Every other language falls back to the default one, so the default must be complete.
    fn check_default_locale(&self, reader: &mut SettingReader<'_>) {
        let tag = self.default_locale.tag();
        if !self.locales.contains(&self.default_locale) {
            let wrong = Wrong::new(
                format!("does not contain the default language `{tag}`"),
                "add it, or choose another default_locale",
            );
            reader.mistakes.push(wrong.of(settings::LOCALES.path));
        }
        for (name, text) in self.named_texts() {
            if text.written_in(self.default_locale).is_none() {
                let wrong = Wrong::new(
                    format!("is not written in the default language `{tag}`"),
                    format!("add `{tag} = \"…\"`"),
                );
                reader.mistakes.push(wrong.of(name));
            }
        }
    }
}
