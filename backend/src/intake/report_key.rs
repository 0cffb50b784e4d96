//! The key of a report among the reports of its patient.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDateTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Reports are applied in the order of their keys: by message time, and by digest within one second, so that the order of
/// arrival does not matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReportKey {
    #[serde(rename = "told_at")]
    pub reported_at: NaiveDateTime,
    #[serde(serialize_with = "as_text", deserialize_with = "of_text")]
    pub digest: Vec<u8>,
}

fn as_text<S: Serializer>(digest: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&URL_SAFE_NO_PAD.encode(digest))
}

fn of_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    URL_SAFE_NO_PAD.decode(text).map_err(serde::de::Error::custom)
}
