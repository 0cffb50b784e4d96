//! Opening a link: its token and the PIN.

use serde::{Deserialize, Serialize};

use crate::pin::PinProblem;
use crate::problem::FieldError;
use crate::redacted::redacted_debug;

/// The one field of this form: its JSON name, which is also its element id.
pub const PIN: &str = "pin";
/// The problems of the field.
pub const PROBLEMS: &[&[&str]] = &[PinProblem::TEXTS];

/// The call that opens a record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnlockRequest {
    /// 26 characters of Crockford's base32, from the link's fragment.
    pub token: String,
    /// Four digits.
    pub pin: String,
}

redacted_debug!(UnlockRequest);

/// The call that ends a link for good. It needs no PIN, because the person whom it reached may not have asked for it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevokeLinkRequest {
    /// 26 characters of Crockford's base32, from the link's fragment.
    pub token: String,
}

redacted_debug!(RevokeLinkRequest);

/// The PIN is not four digits. A weak PIN is not an error here, only a wrong PIN.
pub fn pin_error(problem: PinProblem) -> FieldError {
    FieldError::new(PIN, problem)
}

/// Finds the token in the pasted text: the whole link, its fragment, or the token alone.
pub fn token_in(pasted: &str) -> Option<&str> {
    let after_hash = pasted.trim().rsplit('#').next().unwrap_or_default();
    Some(after_hash.trim()).filter(|token| is_token(token))
}

/// The one canonical spelling of a link token: 26 capitals and digits of Crockford's base32 (no I, L, O, U).
pub fn is_token(text: &str) -> bool {
    text.len() == 26
        && text
            .bytes()
            .all(|b| b"0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "0123456789ABCDEFGHJKMNPQRS";

    #[test]
    fn a_token_is_found_in_a_pasted_link() {
        for pasted in [
            TOKEN.to_owned(),
            format!("#{TOKEN}"),
            format!(" https://vax.example.org/open?lang=fr#{TOKEN}\n"),
        ] {
            assert_eq!(token_in(&pasted), Some(TOKEN));
        }
    }

    #[test]
    fn another_spelling_is_no_token() {
        assert_eq!(token_in(&TOKEN.to_lowercase()), None);
        assert_eq!(token_in("https://vax.example.org/open"), None);
    }
}
