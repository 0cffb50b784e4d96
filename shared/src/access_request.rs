//! The request for a record: the raw form, and the parsed request.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::bot_challenge::NotARobotProblem;
use crate::codes::codes;
use crate::contact::{Contact, ContactError, ContactProblem};
use crate::demographics::{
    BirthDate, BirthDateProblem, Gender, GenderProblem, NamePart, NameProblem, PersonName,
};
use crate::pin::{Guessable, NewPin, PinAgainProblem, PinProblem};
use crate::problem::FieldError;
use crate::redacted::redacted_debug;

codes! {
    /// The fields in the order of the form, which is also the order of the error summary. The JSON name is also the
    /// element id.
    Field, name:
    FirstName = "first_name",
    LastName = "last_name",
    BirthDate = "birth_date",
    Gender = "gender",
    Phone = "phone",
    Email = "email",
    Pin = "pin",
    /// The second typing of the PIN. Only the browser checks it; it is never sent.
    PinAgain = "pin_again",
    /// The box of the robot check. Only the browser checks it; the proof is sent instead.
    NotARobot = "not_a_robot",
}

/// The problems of each field.
pub const PROBLEMS: &[&[&str]] = &[
    NameProblem::TEXTS,
    BirthDateProblem::TEXTS,
    GenderProblem::TEXTS,
    ContactProblem::TEXTS,
    PinProblem::TEXTS,
    PinAgainProblem::TEXTS,
    NotARobotProblem::TEXTS,
];

/// The form as the browser sends it: text as typed; any member may be missing.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct AccessRequestForm {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// `female`, `male`, `other` or `unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// This or `phone`, not both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// This or `email`, not both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Four digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
    /// BCP 47; an unknown one means the portal's default language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The solved challenge: base64 of `bot_challenge::Proof` as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bot_proof: Option<String>,
}

/// A request in which every field is valid. It is serialized only for sealing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRequest {
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub birth_date: BirthDate,
    pub gender: Gender,
    pub contact: Contact,
    pub pin: NewPin,
}

/// The answer to an accepted request: the same for everyone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessRequestAccepted {
    pub link_valid_hours: u32,
    /// Four characters of Crockford's base32. They tell a requester's requests apart and open nothing.
    pub request_code: String,
}

impl AccessRequestForm {
    /// The form with the text that `typed` gives for each field.
    pub fn of(typed: impl Fn(Field) -> String) -> Self {
        let text = |field| Some(typed(field));
        Self {
            first_name: text(Field::FirstName),
            last_name: text(Field::LastName),
            birth_date: text(Field::BirthDate),
            gender: text(Field::Gender),
            email: text(Field::Email),
            phone: text(Field::Phone),
            pin: text(Field::Pin),
            locale: None,
            bot_proof: None,
        }
    }

    /// Parses all fields and returns all problems at once, in the order of the form. `today` is the latest valid birth date.
    pub fn parse(&self, today: NaiveDate) -> Result<AccessRequest, Vec<FieldError>> {
        let first_name = PersonName::parse(text(self.first_name.as_ref()), NamePart::First);
        let last_name = PersonName::parse(text(self.last_name.as_ref()), NamePart::Last);
        let birth_date = BirthDate::parse(text(self.birth_date.as_ref()), today);
        let gender = Gender::parse(text(self.gender.as_ref()));
        let contact = Contact::parse(text(self.phone.as_ref()), text(self.email.as_ref()));
        let phone = match &contact {
            Ok(Contact::Phone(phone)) => Some(phone),
            Ok(Contact::Email(_)) | Err(_) => None,
        };
        let pin = NewPin::parse(
            text(self.pin.as_ref()),
            Guessable {
                birth_date: birth_date.ok(),
                phone,
            },
        );

        match (first_name, last_name, birth_date, gender, contact, pin) {
            (Ok(first_name), Ok(last_name), Ok(birth_date), Ok(gender), Ok(contact), Ok(pin)) => {
                Ok(AccessRequest {
                    first_name,
                    last_name,
                    birth_date,
                    gender,
                    contact,
                    pin,
                })
            }
            (first_name, last_name, birth_date, gender, contact, pin) => Err([
                first_name
                    .err()
                    .map(|problem| FieldError::new(Field::FirstName, problem)),
                last_name
                    .err()
                    .map(|problem| FieldError::new(Field::LastName, problem)),
                birth_date
                    .err()
                    .map(|problem| FieldError::new(Field::BirthDate, problem)),
                gender
                    .err()
                    .map(|problem| FieldError::new(Field::Gender, problem)),
                contact.err().map(contact_error),
                pin.err().map(|problem| FieldError::new(Field::Pin, problem)),
            ]
            .into_iter()
            .flatten()
            .collect()),
        }
    }
}

fn contact_error(error: ContactError) -> FieldError {
    match error {
        ContactError::Phone(problem) => FieldError::new(Field::Phone, problem),
        ContactError::Email(problem) => FieldError::new(Field::Email, problem),
    }
}

fn text(typed: Option<&String>) -> &str {
    typed.map_or("", String::as_str)
}

redacted_debug!(AccessRequestForm, AccessRequest);

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    fn form() -> AccessRequestForm {
        AccessRequestForm {
            first_name: Some("Zoë".into()),
            last_name: Some("Example".into()),
            birth_date: Some("1988-02-29".into()),
            gender: Some("female".into()),
            phone: Some("(617) 555-0142".into()),
            pin: Some("2580".into()),
            ..Default::default()
        }
    }

    #[test]
    fn a_complete_form_becomes_a_request() {
        let request = form().parse(today()).unwrap();
        assert_eq!(request.contact.address(), "+16175550142");
        assert_eq!(request.pin.digits(), "2580");
    }

    #[test]
    fn an_empty_form_names_every_field_at_once() {
        let problems: Vec<_> = AccessRequestForm::default()
            .parse(today())
            .unwrap_err()
            .iter()
            .map(|error| (error.field.to_string(), error.problem.to_string()))
            .collect();
        assert_eq!(
            problems,
            [
                ("first_name", "first-name-missing"),
                ("last_name", "last-name-missing"),
                ("birth_date", "birth-date-missing"),
                ("gender", "gender-missing"),
                ("phone", "contact-missing"),
                ("pin", "pin-missing"),
            ]
            .map(|(field, problem)| (field.to_owned(), problem.to_owned()))
        );
    }

    #[test]
    fn phone_and_email_together_are_one_too_many() {
        let both = AccessRequestForm {
            email: Some("zoe@example.org".into()),
            ..form()
        };
        let problems = both.parse(today()).unwrap_err();
        assert_eq!(problems, [FieldError::new(Field::Email, ContactProblem::Twice)]);
    }

    #[test]
    fn the_pin_is_checked_against_the_other_fields() {
        let weak = AccessRequestForm {
            pin: Some("0142".into()),
            ..form()
        };
        assert_eq!(
            weak.parse(today()).unwrap_err(),
            [FieldError::new(Field::Pin, PinProblem::IsPhoneEnd)]
        );
    }

    #[test]
    fn every_member_that_a_field_names_is_filled() {
        let named = AccessRequestForm::of(|field| field.name().to_owned());
        let json = serde_json::to_value(&named).unwrap();
        let asked_by_the_browser = [Field::PinAgain, Field::NotARobot];
        let sent: Vec<_> = Field::ALL
            .iter()
            .filter(|field| !asked_by_the_browser.contains(field))
            .collect();
        assert_eq!(json.as_object().unwrap().len(), sent.len());
        for field in sent {
            assert_eq!(json[field.name()], field.name());
        }
    }

    #[test]
    fn the_form_does_not_print() {
        assert!(!format!("{:?}", form()).contains("2580"));
    }
}
