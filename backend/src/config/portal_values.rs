//! Parses the portal's values that are not plain texts: addresses, opening hours, languages.

use std::collections::BTreeMap;

use shared::contact::EmailAddress;
use shared::locale::Locale;
use shared::portal::HelpHours;
use toml::Value;

use super::local_text::{LocalText, locale};
use super::mistake::Wrong;
use super::values;

pub fn email(value: &Value) -> Result<String, Wrong> {
    let text = values::text(value)?;
    match EmailAddress::parse(&text) {
        Ok(_) => Ok(text),
        Err(_) => Err(Wrong::new(
            "is not an e-mail address",
            "write it like help@example.org",
        )),
    }
}

pub fn help_hours(value: &Value) -> Result<Vec<HelpHours>, Wrong> {
    let remedy = r#"write it like [{ days = ["mon", "tue"], opens = "09:00", closes = "17:00" }]"#;
    let hours: Vec<HelpHours> = value
        .clone()
        .try_into()
        .map_err(|_| Wrong::new("is not a list of opening hours", remedy))?;
    let is_time = |text: &str| text.len() == 5 && chrono::NaiveTime::parse_from_str(text, "%H:%M").is_ok();
    if hours.iter().all(|line| {
        !line.days.is_empty() && is_time(&line.opens) && is_time(&line.closes) && line.opens < line.closes
    }) {
        Ok(hours)
    } else {
        Err(Wrong::new(
            "has a line without days, or with times that are not opening hours",
            remedy,
        ))
    }
}

/// Accepts only web addresses: a script in a link would run in the page.
pub fn links(value: &Value) -> Result<BTreeMap<String, LocalText>, Wrong> {
    let wrong = || {
        Wrong::new(
            "is not a table of web addresses",
            "write it like { department = \"https://example.org/\" }",
        )
    };
    let is_web_address = |text: &&str| text.starts_with("https://") || text.starts_with("http://");
    value
        .as_table()
        .ok_or_else(wrong)?
        .iter()
        .map(|(name, address)| {
            let address = LocalText::parse(address)?;
            if address.texts().iter().all(is_web_address) {
                Ok((name.clone(), address))
            } else {
                Err(wrong())
            }
        })
        .collect()
}

/// A list of tags, or tags between commas, as in the environment.
pub fn locales(value: &Value) -> Result<Vec<Locale>, Wrong> {
    let tags: Vec<String> = match value {
        Value::String(text) => text.split(',').map(|tag| tag.trim().to_owned()).collect(),
        Value::Array(tags) => tags.iter().map(values::text).collect::<Result<_, _>>()?,
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) | Value::Table(_) => {
            return Err(Wrong::new(
                "is not a list of languages",
                "write it like [\"en\", \"fr\"]",
            ));
        }
    };
    let mut locales = Vec::new();
    for tag in tags {
        let found = locale(&tag)?;
        if locales.contains(&found) {
            return Err(Wrong::new(
                format!("names `{tag}` twice"),
                "name each language once",
            ));
        }
        locales.push(found);
    }
    Ok(locales)
}
