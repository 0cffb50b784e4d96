//! Problems of calls: the codes of whole calls, and the entries that name single fields. The forms define their fields and
//! the problems of each. The texts are in `locales/`, found by `message_id`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::codes::codes;

codes! {
    /// Why a call failed, as a whole.
    ProblemCode, "service-problem-":
    MalformedJson = "malformed-json",
    InvalidFields = "invalid-fields",
    BotCheckFailed = "bot-check-failed",
    CrossSite = "cross-site",
    TooLarge = "too-large",
    UnsupportedMediaType = "unsupported-media-type",
    TooManyRequests = "too-many-requests",
    Unavailable = "unavailable",
    /// The budget of text messages is spent.
    TextsPaused = "texts-paused",
    LinkUnknown = "link-unknown",
    LinkExpired = "link-expired",
    LinkLocked = "link-locked",
    PinMismatch = "pin-mismatch",
    SessionRequired = "session-required",
    NotFound = "not-found",
    MethodNotAllowed = "method-not-allowed",
    Internal = "internal",
}

impl ProblemCode {
    /// The HTTP status of the code.
    pub const fn status(self) -> u16 {
        match self {
            Self::MalformedJson => 400,
            Self::SessionRequired => 401,
            Self::BotCheckFailed | Self::CrossSite | Self::PinMismatch => 403,
            Self::LinkUnknown | Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::LinkExpired => 410,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::InvalidFields => 422,
            Self::LinkLocked => 423,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Unavailable | Self::TextsPaused => 503,
        }
    }

    /// English for developers; never shown to people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::MalformedJson => "The body is not the JSON this call expects",
            Self::InvalidFields => "Some fields need another value",
            Self::BotCheckFailed => "The robot proof is missing, wrong, expired or used",
            Self::CrossSite => "The request came from another site",
            Self::TooLarge => "The body is too large",
            Self::UnsupportedMediaType => "The content type is not the one this call expects",
            Self::TooManyRequests => "Too many requests",
            Self::Unavailable => "The service cannot answer at the moment",
            Self::TextsPaused => "No more text messages can be sent today",
            Self::LinkUnknown => "No such link",
            Self::LinkExpired => "The link has expired",
            Self::LinkLocked => "The link is locked after five wrong PINs",
            Self::PinMismatch => "The PIN is not the one of this link",
            Self::SessionRequired => "No viewing session",
            Self::NotFound => "Nothing is here",
            Self::MethodNotAllowed => "The method is not allowed here",
            Self::Internal => "An unexpected error",
        }
    }
}

/// One field of any form and its problem. Both texts come from the closed lists of that form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The JSON name of the field, which is also its element id.
    pub field: Cow<'static, str>,
    /// A kebab-case code.
    pub problem: Cow<'static, str>,
}

impl FieldError {
    pub fn new(field: impl Into<Cow<'static, str>>, problem: impl Into<Cow<'static, str>>) -> Self {
        Self {
            field: field.into(),
            problem: problem.into(),
        }
    }

    /// The id of the problem's text in `locales/<lang>/problems.ftl`.
    pub fn message_id(&self) -> String {
        format!("problem-{}", self.problem)
    }
}

/// The body of every error: RFC 9457 problem details with this project's members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Always `about:blank`; the `code` distinguishes the problems.
    #[serde(rename = "type")]
    pub kind: String,
    /// English for developers; never shown to people.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    pub code: ProblemCode,
    /// With `invalid-fields`: every field that needs another value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// With `pin-mismatch`: how many tries are left, at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts_left: Option<u8>,
    /// With `too-many-requests` and `unavailable`: seconds to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl Problem {
    pub fn new(code: ProblemCode) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            fields: Vec::new(),
            attempts_left: None,
            retry_after: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pin::PinProblem;

    #[test]
    fn codes_on_the_wire_are_the_ones_declared() {
        for code in ProblemCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.code());
        }
    }

    #[test]
    fn a_field_error_is_two_words_of_its_form() {
        let error = FieldError::new("pin", PinProblem::IsARun);
        let wire = serde_json::json!({"field": "pin", "problem": "pin-is-a-run"});
        assert_eq!(serde_json::to_value(&error).unwrap(), wire);
        assert_eq!(serde_json::from_value::<FieldError>(wire).unwrap(), error);
        assert_eq!(error.message_id(), "problem-pin-is-a-run");
    }

    #[test]
    fn members_that_do_not_apply_are_left_out() {
        let body = serde_json::to_value(Problem::new(ProblemCode::LinkUnknown)).unwrap();
        assert_eq!(
            body.as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect::<Vec<_>>(),
            ["code", "status", "title", "type"]
        );
    }
}
