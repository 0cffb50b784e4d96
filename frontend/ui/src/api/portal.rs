//! Reads the texts of the department in a language.

use shared::locale::Locale;
use shared::portal::Portal;
use shared::routes::{LANG_QUERY, api::PORTAL};

use super::{ApiError, get};

pub async fn fetch_portal(locale: Locale) -> Result<Portal, ApiError> {
    get(&format!("{PORTAL}?{LANG_QUERY}={locale}")).await
}
