//! The names of the form's fields: JSON member, element id and Fluent id part are the same word.

use serde::{Deserialize, Serialize};

/// One field a person fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    FirstName,
    LastName,
    BirthDate,
    Gender,
    Email,
    Phone,
    Pin,
    /// The second typing of the PIN: asked by the browser, never sent.
    PinAgain,
    /// The robot check's box: asked by the browser; what is sent is the proof.
    NotARobot,
}

impl Field {
    /// In the order of the form, which is also the order of the error summary.
    pub const ALL: [Self; 9] = [
        Self::FirstName,
        Self::LastName,
        Self::BirthDate,
        Self::Gender,
        Self::Phone,
        Self::Email,
        Self::Pin,
        Self::PinAgain,
        Self::NotARobot,
    ];

    /// The JSON name, which is also the element id.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::BirthDate => "birth_date",
            Self::Gender => "gender",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Pin => "pin",
            Self::PinAgain => "pin_again",
            Self::NotARobot => "not_a_robot",
        }
    }
}
