//! The signed SMART Health Card as delivered to the browser.

use serde::{Deserialize, Serialize};

/// The file's name and media type (SMART Health Cards specification, "via file download").
pub const FILE_NAME: &str = "covid-19.smart-health-card";
pub const MEDIA_TYPE: &str = "application/smart-health-card";

/// The longest compact JWS that fits one QR of version 22 at level L.
pub const JWS_MAX_CHARS: usize = 1195;

/// One signed card.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HealthCard {
    pub disease: Disease,
    /// Compact JWS, ES256 over deflated JSON.
    pub jws: String,
    /// `shc:/` followed by two digits for each character of `jws`.
    pub qr_numeric: String,
    /// RFC 3339, UTC.
    pub issued_at: String,
    /// The number of doses on this card.
    pub doses: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Disease {
    #[serde(rename = "covid-19")]
    Covid19,
}

crate::redacted::redacted_debug!(HealthCard);
