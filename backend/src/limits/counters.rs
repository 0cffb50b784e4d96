//! The counters that one request touches, and their keys.

use std::collections::HashMap;

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::window::{Bucket, DAY, Window};

/// The keys of the counters. They are keyed hashes, so that the table names no one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterKeys {
    pub contact: String,
    pub identity: String,
    /// Of a phone only: its prefix or country, and the budget of all texts.
    pub texts: Option<TextKeys>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextKeys {
    pub route: String,
    pub budget: String,
}

/// The counts behind those keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    pub contact: ContactCounts,
    pub identity: IdentityCounts,
    /// Texts in an hour to a prefix, or to a country.
    pub route: Window,
    /// Texts in a day.
    pub budget: Window,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactCounts {
    pub bucket: Bucket,
    /// Answers in an hour: never more than at once, though the bucket fills meanwhile.
    pub hour: Window,
    /// Messages in a day, the one that says "too many" included.
    pub day: Window,
    pub not_found: Window,
    /// Birth dates that did not match, each as a short keyed hash, and their window.
    pub wrong_dates: Vec<u32>,
    pub wrong: Window,
    /// Whether the message "too many" was sent.
    pub limited: Window,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdentityCounts {
    pub day: Window,
    pub limited: Window,
}

/// One row of the table of counters.
pub struct Stored {
    pub key: String,
    pub counts: String,
    pub expires_at: DateTime<Utc>,
}

impl CounterKeys {
    /// All keys; a message of the same channel always has the same number.
    pub fn all(&self) -> Vec<String> {
        let mut keys = vec![self.contact.clone(), self.identity.clone()];
        if let Some(texts) = &self.texts {
            keys.extend([texts.route.clone(), texts.budget.clone()]);
        }
        keys
    }

    /// Reads the counts. A missing key has counted nothing. A count that cannot be read is an error, never a zero.
    pub fn read(&self, stored: impl IntoIterator<Item = (String, String)>) -> anyhow::Result<Counters> {
        let stored: HashMap<_, _> = stored.into_iter().collect();
        let texts = self.texts.as_ref();
        Ok(Counters {
            contact: counts(&stored, Some(&self.contact))?,
            identity: counts(&stored, Some(&self.identity))?,
            route: counts(&stored, texts.map(|keys| &keys.route))?,
            budget: counts(&stored, texts.map(|keys| &keys.budget))?,
        })
    }

    /// The rows of the counts.
    pub fn rows(&self, counters: &Counters) -> Vec<Stored> {
        let mut rows = vec![
            row(&self.contact, &counters.contact, counters.contact.expires_at()),
            row(&self.identity, &counters.identity, counters.identity.expires_at()),
        ];
        if let Some(keys) = &self.texts {
            rows.push(row(&keys.route, &counters.route, counters.route.ends()));
            rows.push(row(&keys.budget, &counters.budget, counters.budget.ends()));
        }
        rows
    }
}

fn counts<T: Default + DeserializeOwned>(
    stored: &HashMap<String, String>,
    key: Option<&String>,
) -> anyhow::Result<T> {
    match key.and_then(|key| stored.get(key)) {
        // The lock of a row that did not exist.
        Some(json) if json == "{}" => Ok(T::default()),
        Some(json) => serde_json::from_str(json).context("a counter of the limits cannot be read"),
        None => Ok(T::default()),
    }
}

fn row(key: &str, counts: &impl Serialize, expires_at: DateTime<Utc>) -> Stored {
    Stored {
        key: key.to_owned(),
        counts: serde_json::to_string(counts).expect("counts are numbers"),
        expires_at,
    }
}

impl ContactCounts {
    fn expires_at(&self) -> DateTime<Utc> {
        [self.hour, self.day, self.not_found, self.wrong, self.limited]
            .map(Window::ends)
            .into_iter()
            .fold(self.bucket.is_full_at(), DateTime::max)
    }

    /// Forgets the dates when their window has ended.
    pub fn wrong_dates(&self, now: DateTime<Utc>) -> &[u32] {
        if self.wrong.count(DAY, now) == 0 {
            &[]
        } else {
            &self.wrong_dates
        }
    }

    pub fn add_wrong_date(&mut self, date: u32, now: DateTime<Utc>) {
        self.wrong_dates = self.wrong_dates(now).to_vec();
        if !self.wrong_dates.contains(&date) {
            self.wrong_dates.push(date);
            self.wrong.add(DAY, now);
        }
    }
}

impl IdentityCounts {
    fn expires_at(&self) -> DateTime<Utc> {
        self.day.ends().max(self.limited.ends())
    }
}
