//! Decides which of the people with the typed contact a request is about. Pure: it only computes values.
//! `docs/matching.md` explains the rule and its weights; here each table is next to its reason.

pub mod canonical_contact;
pub mod compare;
pub mod decide;
mod facts;
pub mod given;
pub mod levels;
pub mod names;
pub mod normalize;
mod one_person;
pub mod same_record;
mod typing;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod properties;

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use shared::demographics::Gender;
use thiserror::Error;

use crate::record::PatientId;
pub use decide::decide;

/// A person in the registry who has the typed contact.
#[derive(Clone, PartialEq, Eq)]
pub struct Candidate {
    pub patient_id: PatientId,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    pub suffix: Option<String>,
    /// Other recorded names: maiden names, names before a correction.
    pub aliases: Vec<Alias>,
    pub birth_date: NaiveDate,
    pub gender: Gender,
    /// The registry reports this person as a twin.
    pub is_multiple_birth: bool,
    /// The last day on which a provider confirmed the contact.
    pub contact_last_seen_on: NaiveDate,
}

/// Another name of a person; an empty part is the same as in the present name.
#[derive(Clone, PartialEq, Eq)]
pub struct Alias {
    pub first_name: String,
    pub last_name: String,
}

shared::named! {
    /// How much a request may differ from the registry. Settings and the command line use the same names.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Policy {
        /// Equal birth date; the given name is equal, a part of it, or a nickname.
        Strict = "strict",
        /// Also accepts typing errors, and day and month swapped.
        Default = "default",
        /// Also accepts one wrong digit in the birth date, and 1 January for an unknown day.
        Lenient = "lenient",
    }
}

/// A text that is not the name of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no matching policy; use `strict`, `default` or `lenient`")]
pub struct UnknownPolicy(String);

/// The matched person, and the reason as a code without personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub outcome: Outcome,
    /// `matched(E|E|E|E, 13.4)`, `below_threshold(E|T|W|E)`, `veto(birth_date)`, `ambiguous` or `no_contact`. The
    /// letters are the levels of given name, surname, birth date and gender; `X` after them means that first and
    /// last name were swapped, `S` that the suffixes differ.
    pub reason: String,
    /// `near_match(E|E|N|E)` for a refusal that a wider policy would have accepted. The requester's answer is the same
    /// as for every other refusal.
    pub near_match: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The registry's rows of one person, best first. Never empty.
    Matched(Vec<PatientId>),
    NotMatched,
}

impl FromStr for Policy {
    type Err = UnknownPolicy;

    fn from_str(text: &str) -> Result<Self, UnknownPolicy> {
        Self::from_name(text.trim()).ok_or_else(|| UnknownPolicy(text.to_owned()))
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_read_by_its_name() {
        for policy in Policy::ALL {
            assert_eq!(policy.to_string().parse(), Ok(policy));
        }
        assert_eq!(
            "loose".parse::<Policy>().unwrap_err().to_string(),
            "`loose` is no matching policy; use `strict`, `default` or `lenient`"
        );
    }
}
