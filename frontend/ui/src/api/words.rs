//! Fetches a part of a language.

use super::{ApiError, get_text};

/// `path` is one of the paths that the server wrote into the page.
pub async fn fetch_words(path: &str) -> Result<String, ApiError> {
    get_text(path).await
}
