//! The table `[limits]` of the settings.

use std::net::IpAddr;

use ipnet::IpNet;
use toml::Value;

use super::mistake::Wrong;
use super::reader::SettingReader;
use super::settings;
use crate::limits::Limits;
use crate::limits::countries::Country;
use crate::limits::network::NetworkLimits;

pub fn limits(reader: &mut SettingReader<'_>) -> Option<Limits> {
    let contact_at_once = reader.number(&settings::CONTACT_AT_ONCE);
    let contact_per_hour = reader.number(&settings::CONTACT_PER_HOUR);
    let contact_per_day = reader.number(&settings::CONTACT_PER_DAY);
    let birth_dates_per_day = reader.number(&settings::BIRTH_DATES_PER_DAY);
    let not_found_per_day = reader.number(&settings::NOT_FOUND_PER_DAY);
    let identity_per_day = reader.number(&settings::IDENTITY_PER_DAY);
    let prefix_texts_per_hour = reader.number(&settings::PREFIX_TEXTS_PER_HOUR);
    let country_texts_per_hour = reader.number(&settings::COUNTRY_TEXTS_PER_HOUR);
    let texts_per_day = reader.number(&settings::TEXTS_PER_DAY);
    let countries = reader.read(&settings::COUNTRIES, countries);
    let easy_proofs_per_hour = reader.number(&settings::EASY_PROOFS_PER_HOUR);
    let ipv4_per_hour = reader.number(&settings::IPV4_PER_HOUR);
    let ipv6_per_hour = reader.number(&settings::IPV6_PER_HOUR);
    let pins_per_ten_minutes = reader.number(&settings::PINS_PER_TEN_MINUTES);
    let trusted = reader.read(&settings::TRUSTED_NETWORKS, networks);
    Some(Limits {
        contact_at_once: contact_at_once?,
        contact_per_hour: contact_per_hour?,
        contact_per_day: contact_per_day?,
        birth_dates_per_day: birth_dates_per_day?,
        not_found_per_day: not_found_per_day?,
        identity_per_day: identity_per_day?,
        prefix_texts_per_hour: prefix_texts_per_hour?,
        country_texts_per_hour: country_texts_per_hour?,
        texts_per_day: texts_per_day?,
        countries: countries?,
        network: NetworkLimits {
            easy_proofs_per_hour: easy_proofs_per_hour?,
            ipv4_per_hour: ipv4_per_hour?,
            ipv6_per_hour: ipv6_per_hour?,
            pins_per_ten_minutes: pins_per_ten_minutes?,
            trusted: trusted?,
        },
    })
}

/// Country codes: a list in the file, or separated by commas in a variable.
fn countries(value: &Value) -> Result<Vec<Country>, Wrong> {
    entries(value)?
        .iter()
        .map(|code| {
            Country::parse(code).ok_or_else(|| {
                Wrong::new(
                    format!("names `{code}`, which is not a country"),
                    "write codes of two letters (ISO 3166-1) such as US",
                )
            })
        })
        .collect()
}

/// Networks such as `10.0.0.0/8`, or single addresses.
pub fn networks(value: &Value) -> Result<Vec<IpNet>, Wrong> {
    entries(value)?
        .iter()
        .map(|text| {
            let address = || {
                text.parse::<IpAddr>()
                    .map(|address| address.to_canonical().into())
            };
            text.parse().or_else(|_| address()).map_err(|_| {
                Wrong::new(
                    format!("names `{text}`, which is not a network"),
                    "write networks such as 10.0.0.0/8 or 2001:db8::/32",
                )
            })
        })
        .collect()
}

/// The texts of a list, or of one text with commas between them.
fn entries(value: &Value) -> Result<Vec<String>, Wrong> {
    let wrong = || Wrong::new("is not a list of texts", r#"write it like ["one", "two"]"#);
    if let Some(text) = value.as_str() {
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        return Ok(entries.map(str::to_owned).collect());
    }
    let list = value.as_array().ok_or_else(wrong)?;
    list.iter()
        .map(|entry| entry.as_str().map(str::to_owned).ok_or_else(wrong))
        .collect()
}
