//! The PIN: four digits that a person chooses with a request and types again at the link. Never printed, never logged.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::contact::PhoneNumber;
use crate::demographics::BirthDate;
use crate::digits::{ascii_digits, is_invisible};
use crate::redacted::redacted_debug;

/// Contains every run of neighbouring digits, forwards and, if read from the end, backwards.
const RUN: &str = "01234567890";
const RUN_BACKWARDS: &str = "09876543210";
/// The twenty most used PINs in the analysis of leaked lists that DataGenetics published in 2012.
const COMMONEST: [&str; 20] = [
    "1234", "1111", "0000", "1212", "7777", "1004", "2000", "4444", "2222", "6969", "9999", "3333", "5555",
    "6666", "1122", "1313", "8888", "4321", "2001", "1010",
];

codes! {
    /// The problems of a PIN.
    PinProblem, code:
    Missing = "pin-missing",
    NotFourDigits = "pin-not-four-digits",
    AllTheSame = "pin-all-the-same",
    IsARun = "pin-is-a-run",
    TooCommon = "pin-too-common",
    IsBirthYear = "pin-is-birth-year",
    IsBirthDay = "pin-is-birth-day",
    IsPhoneEnd = "pin-is-phone-end",
}

codes! {
    /// The problems of the second typing of a new PIN.
    PinAgainProblem, code:
    Missing = "pin-again-missing",
    Different = "pin-again-different",
}

/// A PIN that is strong enough to be chosen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NewPin(String);

/// Four digits that a person typed to open a link. A weak PIN is not an error here, only a wrong PIN.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedPin(String);

/// The personal data that a PIN must not repeat. Unknown data forbid nothing.
#[derive(Clone, Copy, Default)]
pub struct Guessable<'a> {
    pub birth_date: Option<BirthDate>,
    pub phone: Option<&'a PhoneNumber>,
}

impl NewPin {
    pub fn parse(typed: &str, guessable: Guessable<'_>) -> Result<Self, PinProblem> {
        let pin = four_digits(typed)?;
        let all_the_same = pin.bytes().all(|digit| Some(digit) == pin.bytes().next());
        if all_the_same {
            Err(PinProblem::AllTheSame)
        } else if RUN.contains(&pin) || RUN_BACKWARDS.contains(&pin) {
            Err(PinProblem::IsARun)
        } else if COMMONEST.contains(&pin.as_str()) {
            Err(PinProblem::TooCommon)
        } else if let Some(problem) = guessable.forbids(&pin) {
            Err(problem)
        } else {
            Ok(Self(pin))
        }
    }

    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl TypedPin {
    pub fn parse(typed: &str) -> Result<Self, PinProblem> {
        four_digits(typed).map(Self)
    }

    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl Guessable<'_> {
    fn forbids(self, pin: &str) -> Option<PinProblem> {
        if let Some(date) = self.birth_date.map(BirthDate::date) {
            if pin == format!("{:04}", date.year()) {
                return Some(PinProblem::IsBirthYear);
            }
            let (day, month) = (date.day(), date.month());
            if pin == format!("{day:02}{month:02}") || pin == format!("{month:02}{day:02}") {
                return Some(PinProblem::IsBirthDay);
            }
        }
        self.phone
            .filter(|phone| phone.e164().ends_with(pin))
            .map(|_| PinProblem::IsPhoneEnd)
    }
}

fn four_digits(typed: &str) -> Result<String, PinProblem> {
    let pin: String = ascii_digits(typed)
        .chars()
        .filter(|c| !is_invisible(*c) && !c.is_whitespace())
        .collect();
    if pin.is_empty() {
        Err(PinProblem::Missing)
    } else if pin.len() == 4 && pin.bytes().all(|b| b.is_ascii_digit()) {
        Ok(pin)
    } else {
        Err(PinProblem::NotFourDigits)
    }
}

redacted_debug!(NewPin, TypedPin);

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn why(typed: &str) -> Option<PinProblem> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let guessable = Guessable {
            birth_date: Some(BirthDate::parse("1988-02-29", today).unwrap()),
            phone: Some(&PhoneNumber::parse("617 555 0142").unwrap()),
        };
        NewPin::parse(typed, guessable).err()
    }

    #[test]
    fn each_rule_names_itself() {
        let cases = [
            ("", PinProblem::Missing),
            ("123", PinProblem::NotFourDigits),
            ("12345", PinProblem::NotFourDigits),
            ("12a4", PinProblem::NotFourDigits),
            ("1111", PinProblem::AllTheSame),
            ("0000", PinProblem::AllTheSame),
            ("1234", PinProblem::IsARun),
            ("7890", PinProblem::IsARun),
            ("4321", PinProblem::IsARun),
            ("0987", PinProblem::IsARun),
            ("3210", PinProblem::IsARun),
            ("1212", PinProblem::TooCommon),
            ("2000", PinProblem::TooCommon),
            ("1988", PinProblem::IsBirthYear),
            ("2902", PinProblem::IsBirthDay),
            ("0229", PinProblem::IsBirthDay),
            ("0142", PinProblem::IsPhoneEnd),
        ];
        for (typed, problem) in cases {
            assert_eq!(why(typed), Some(problem), "{typed}");
        }
    }

    #[test]
    fn a_strong_pin_passes_in_any_script() {
        for typed in ["2580", "8901", "9012", " 25 80 ", "٢٥٨٠", "២៥៨០"] {
            assert_eq!(why(typed), None, "{typed}");
        }
    }

    #[test]
    fn any_four_digits_can_be_typed_at_a_link() {
        assert_eq!(TypedPin::parse("۱۱۱۱").unwrap().digits(), "1111");
        assert!(TypedPin::parse("abcd").is_err());
    }

    #[test]
    fn a_pin_does_not_print() {
        assert_eq!(
            format!("{:?}", TypedPin::parse("2580").unwrap()),
            "TypedPin(redacted)"
        );
    }
}
