//! The request for one's record: the raw form, and what it becomes when every field is right.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::contact::{Contact, EmailAddress, PhoneNumber};
use crate::demographics::{BirthDate, Gender, NamePart, PersonName};
use crate::field::Field;
use crate::pin::{Guessable, NewPin};
use crate::problem::{FieldError, FieldProblem};
use crate::redacted::redacted_debug;

/// What the browser sends: text as typed, anything may be missing.
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

/// A request whose every field is right. Serialized only to be sealed.
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
    /// Four characters of Crockford's base32: tells one's requests apart, opens nothing.
    pub request_code: String,
}

impl AccessRequestForm {
    /// Reads all fields and returns all problems at once, in the order of the form. `today` is the latest calendar
    /// date that is a birth date.
    pub fn parse(&self, today: NaiveDate) -> Result<AccessRequest, Vec<FieldError>> {
        let first_name = PersonName::parse(text(self.first_name.as_ref()), NamePart::First);
        let last_name = PersonName::parse(text(self.last_name.as_ref()), NamePart::Last);
        let birth_date = BirthDate::parse(text(self.birth_date.as_ref()), today);
        let gender = Gender::parse(text(self.gender.as_ref()));
        let contact = self.contact();
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
            (first_name, last_name, birth_date, gender, contact, pin) => {
                let error = |field, problem| FieldError { field, problem };
                Err([
                    first_name.err().map(|problem| error(Field::FirstName, problem)),
                    last_name.err().map(|problem| error(Field::LastName, problem)),
                    birth_date.err().map(|problem| error(Field::BirthDate, problem)),
                    gender.err().map(|problem| error(Field::Gender, problem)),
                    contact.err(),
                    pin.err().map(|problem| error(Field::Pin, problem)),
                ]
                .into_iter()
                .flatten()
                .collect())
            }
        }
    }

    /// Exactly one of phone and e-mail.
    fn contact(&self) -> Result<Contact, FieldError> {
        let error = |field| move |problem| FieldError { field, problem };
        match (given(self.phone.as_ref()), given(self.email.as_ref())) {
            (Some(phone), None) => PhoneNumber::parse(phone)
                .map(Contact::Phone)
                .map_err(error(Field::Phone)),
            (None, Some(email)) => EmailAddress::parse(email)
                .map(Contact::Email)
                .map_err(error(Field::Email)),
            (None, None) => Err(error(Field::Phone)(FieldProblem::ContactMissing)),
            (Some(_), Some(_)) => Err(error(Field::Email)(FieldProblem::ContactTwice)),
        }
    }
}

fn text(typed: Option<&String>) -> &str {
    typed.map_or("", String::as_str)
}

fn given(typed: Option<&String>) -> Option<&str> {
    typed.map(String::as_str).filter(|typed| !typed.trim().is_empty())
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
            .map(|e| (e.field.name(), e.problem.code()))
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
        );
    }

    #[test]
    fn phone_and_email_together_are_one_too_many() {
        let both = AccessRequestForm {
            email: Some("zoe@example.org".into()),
            ..form()
        };
        let problems = both.parse(today()).unwrap_err();
        assert_eq!(
            problems,
            [FieldError {
                field: Field::Email,
                problem: FieldProblem::ContactTwice
            }]
        );
    }

    #[test]
    fn the_pin_is_checked_against_the_other_fields() {
        let weak = AccessRequestForm {
            pin: Some("0142".into()),
            ..form()
        };
        assert_eq!(
            weak.parse(today()).unwrap_err()[0].problem,
            FieldProblem::PinIsPhoneEnd
        );
    }

    #[test]
    fn the_form_does_not_print() {
        assert!(!format!("{:?}", form()).contains("2580"));
    }
}
