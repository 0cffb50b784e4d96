//! Fetches a part of a language.

use super::{ApiError, get_text};

/// `path` is one of those the server named in the page.
pub async fn fetch_words(path: &str) -> Result<String, ApiError> {
    get_text(path).await
}
