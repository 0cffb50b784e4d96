//! Every way to say no, as closed lists of codes. The words are in `locales/`, found by `message_id`.

use serde::{Deserialize, Serialize};

use crate::field::Field;

/// Declares a closed list of kebab-case codes: the enum, its wire form and the id of its message.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident, $prefix:literal: $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it stands on the wire.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The id of the words for it in `locales/<lang>/problems.ftl`.
            pub const fn message_id(self) -> &'static str {
                match self { $(Self::$variant => concat!($prefix, $code)),+ }
            }
        }
    };
}

codes! {
    /// What can be wrong with one field.
    FieldProblem, "problem-":
    FirstNameMissing = "first-name-missing",
    FirstNameTooLong = "first-name-too-long",
    FirstNameNotAName = "first-name-not-a-name",
    LastNameMissing = "last-name-missing",
    LastNameTooLong = "last-name-too-long",
    LastNameNotAName = "last-name-not-a-name",
    BirthDateMissing = "birth-date-missing",
    /// One or two of the three parts are missing. Only the browser can know which, and says it.
    BirthDateIncomplete = "birth-date-incomplete",
    BirthDateNotADate = "birth-date-not-a-date",
    BirthDateInTheFuture = "birth-date-in-the-future",
    BirthDateTooLongAgo = "birth-date-too-long-ago",
    GenderMissing = "gender-missing",
    /// Neither a phone nor an e-mail address.
    ContactMissing = "contact-missing",
    /// Both a phone and an e-mail address.
    ContactTwice = "contact-twice",
    EmailMissing = "email-missing",
    EmailNotAnAddress = "email-not-an-address",
    EmailTooLong = "email-too-long",
    PhoneMissing = "phone-missing",
    PhoneTooShort = "phone-too-short",
    PhoneTooLong = "phone-too-long",
    PhoneNotANumber = "phone-not-a-number",
    PinMissing = "pin-missing",
    PinNotFourDigits = "pin-not-four-digits",
    PinAllTheSame = "pin-all-the-same",
    PinIsARun = "pin-is-a-run",
    PinTooCommon = "pin-too-common",
    PinIsBirthYear = "pin-is-birth-year",
    PinIsBirthDay = "pin-is-birth-day",
    PinIsPhoneEnd = "pin-is-phone-end",
    PinAgainMissing = "pin-again-missing",
    PinAgainDifferent = "pin-again-different",
    NotARobotMissing = "not-a-robot-missing",
}

codes! {
    /// Why a call was refused, as a whole.
    ProblemCode, "service-problem-":
    MalformedJson = "malformed-json",
    InvalidFields = "invalid-fields",
    BotCheckFailed = "bot-check-failed",
    CrossSite = "cross-site",
    TooLarge = "too-large",
    UnsupportedMediaType = "unsupported-media-type",
    TooManyRequests = "too-many-requests",
    Unavailable = "unavailable",
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
    /// The HTTP status that goes with the code.
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
            Self::Unavailable => 503,
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
            Self::UnsupportedMediaType => "The content type is not application/json",
            Self::TooManyRequests => "Too many requests",
            Self::Unavailable => "The service cannot answer at the moment",
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

/// One field and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    pub field: Field,
    pub problem: FieldProblem,
}

/// The body of every error: RFC 9457 problem details with this project's members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Always `about:blank`; the `code` tells the kinds apart.
    #[serde(rename = "type")]
    pub kind: String,
    /// English for developers; never shown to people.
    pub title: String,
    /// The HTTP status once more.
    pub status: u16,
    pub code: ProblemCode,
    /// With `invalid-fields`: every field that needs another value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// With `pin-mismatch`: how many wrong answers are left, at least 1.
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

    #[test]
    fn codes_on_the_wire_are_the_ones_declared() {
        for code in ProblemCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.code());
        }
        for problem in FieldProblem::ALL {
            assert_eq!(serde_json::to_value(problem).unwrap(), problem.code());
        }
        for field in Field::ALL {
            assert_eq!(serde_json::to_value(field).unwrap(), field.name());
        }
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
