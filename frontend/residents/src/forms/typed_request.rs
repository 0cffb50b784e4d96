//! The request as typed: what is wrong with it, and what is sent.

use chrono::NaiveDate;
use shared::access_request::AccessRequestForm;
use shared::contact::PhoneNumber;
use shared::demographics::{BirthDate, has_latin_letter};
use shared::digits::ascii_digits;
use shared::field::Field;
use shared::problem::{FieldError, FieldProblem};

use ui::i18n::Months;

/// How the person wants to be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Channel {
    #[default]
    Phone,
    Email,
}

/// Everything that is typed, as typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub first_name: String,
    pub last_name: String,
    pub day: String,
    pub month: String,
    pub year: String,
    pub gender: String,
    pub channel: Channel,
    pub phone: String,
    pub email: String,
    pub pin: String,
    pub pin_again: String,
}

impl Typed {
    /// What is sent, or every problem in the order of the form. `is_ticked` is the robot box.
    pub fn check(
        &self,
        today: NaiveDate,
        months: &Months,
        is_ticked: bool,
    ) -> Result<AccessRequestForm, Vec<FieldError>> {
        let birth_date = BirthDate::from_parts(&self.year, &self.month_digits(months), &self.day, today);
        let form = self.wire(birth_date.ok());
        let mut problems = form.parse(today).err().unwrap_or_default();
        if let Err(problem) = birth_date {
            // Only here it is known which of the three parts is missing.
            problems.retain(|error| error.field != Field::BirthDate);
            problems.push(FieldError {
                field: Field::BirthDate,
                problem,
            });
        }
        if self.channel == Channel::Email {
            // The shared rules know no choice of channel: nothing given reads as a missing phone there.
            for error in &mut problems {
                if error.problem == FieldProblem::ContactMissing {
                    *error = FieldError {
                        field: Field::Email,
                        problem: FieldProblem::EmailMissing,
                    };
                }
            }
        }
        let is_pin_right = problems.iter().all(|error| error.field != Field::Pin);
        if is_pin_right {
            let again = digits(&self.pin_again);
            if again.is_empty() {
                problems.push(FieldError {
                    field: Field::PinAgain,
                    problem: FieldProblem::PinAgainMissing,
                });
            } else if again != digits(&self.pin) {
                problems.push(FieldError {
                    field: Field::PinAgain,
                    problem: FieldProblem::PinAgainDifferent,
                });
            }
        }
        if !is_ticked {
            problems.push(FieldError {
                field: Field::NotARobot,
                problem: FieldProblem::NotARobotMissing,
            });
        }
        problems.sort_by_key(|error| Field::ALL.iter().position(|field| *field == error.field));
        if problems.is_empty() {
            Ok(form)
        } else {
            Err(problems)
        }
    }

    /// True when clinics here would hardly have written the name like this.
    pub fn needs_latin_letters(&self) -> bool {
        [&self.first_name, &self.last_name]
            .into_iter()
            .any(|name| !name.trim().is_empty() && !has_latin_letter(name))
    }

    /// The contact as it is shown on the next page.
    pub fn contact_shown(&self) -> String {
        match self.channel {
            Channel::Phone => PhoneNumber::parse(&self.phone)
                .map_or_else(|_| self.phone.clone(), |phone| phone.national_format()),
            Channel::Email => self.email.trim().to_owned(),
        }
    }

    /// All but the PIN, for "correct and send again".
    pub fn without_pin(&self) -> Self {
        Self {
            pin: String::new(),
            pin_again: String::new(),
            ..self.clone()
        }
    }

    /// The contact alone, for "ask for another person".
    pub fn contact_only(&self) -> Self {
        Self {
            channel: self.channel,
            phone: self.phone.clone(),
            email: self.email.clone(),
            ..Self::default()
        }
    }

    fn wire(&self, birth_date: Option<BirthDate>) -> AccessRequestForm {
        let given = |text: &String| Some(text.clone());
        AccessRequestForm {
            first_name: given(&self.first_name),
            last_name: given(&self.last_name),
            birth_date: birth_date.map(BirthDate::iso),
            gender: given(&self.gender),
            email: given(&self.email).filter(|_| self.channel == Channel::Email),
            phone: given(&self.phone).filter(|_| self.channel == Channel::Phone),
            pin: given(&self.pin),
            locale: None,
            bot_proof: None,
        }
    }

    /// The month as digits where it was typed as a word.
    fn month_digits(&self, months: &Months) -> String {
        months
            .number(&self.month)
            .map_or_else(|| self.month.clone(), |month| month.to_string())
    }
}

fn digits(pin: &str) -> String {
    ascii_digits(pin).split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    fn months() -> Months {
        let names: Vec<String> =
            "January February March April May June July August September October November December"
                .split(' ')
                .map(str::to_owned)
                .collect();
        Months::new(&names, str::to_lowercase)
    }

    fn typed() -> Typed {
        Typed {
            first_name: "Zoë".into(),
            last_name: "Example".into(),
            day: "29".into(),
            month: "Feb".into(),
            year: "1988".into(),
            gender: "female".into(),
            channel: Channel::Phone,
            phone: "(617) 555-0142".into(),
            email: "left.over@example.org".into(),
            pin: "2580".into(),
            pin_again: "٢٥٨٠".into(),
        }
    }

    fn problems(typed: &Typed) -> Vec<&'static str> {
        match typed.check(today(), &months(), true) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(|error| error.problem.code()).collect(),
        }
    }

    #[test]
    fn a_month_word_and_digits_of_any_script_are_sent_as_the_contract_says() {
        let form = typed().check(today(), &months(), true).ok().unwrap();
        assert_eq!(form.birth_date.as_deref(), Some("1988-02-29"));
        assert_eq!(form.phone.as_deref(), Some("(617) 555-0142"));
        assert_eq!(form.email, None);
    }

    #[test]
    fn problems_of_the_browser_stand_in_the_order_of_the_form() {
        let wrong = Typed {
            year: String::new(),
            pin_again: "2581".into(),
            ..typed()
        };
        assert_eq!(problems(&wrong), ["birth-date-incomplete", "pin-again-different"]);
        let unticked = typed().check(today(), &months(), false).unwrap_err();
        assert_eq!(unticked[0].field, Field::NotARobot);
    }

    #[test]
    fn an_empty_form_asks_for_everything_once() {
        assert_eq!(
            problems(&Typed::default()),
            [
                "first-name-missing",
                "last-name-missing",
                "birth-date-missing",
                "gender-missing",
                "contact-missing",
                "pin-missing",
            ]
        );
    }

    #[test]
    fn a_missing_address_is_said_beside_the_chosen_field() {
        let by_mail = Typed {
            channel: Channel::Email,
            email: String::new(),
            ..typed()
        };
        assert_eq!(problems(&by_mail), ["email-missing"]);
    }

    #[test]
    fn a_name_without_a_latin_letter_is_worth_a_question() {
        assert!(
            Typed {
                last_name: "宋".into(),
                ..typed()
            }
            .needs_latin_letters()
        );
        assert!(!typed().needs_latin_letters());
    }

    #[test]
    fn the_pin_is_never_brought_back() {
        let again = typed().without_pin();
        assert_eq!((again.pin.as_str(), again.first_name.as_str()), ("", "Zoë"));
        let other = typed().contact_only();
        assert_eq!(
            (other.first_name.as_str(), other.phone.as_str()),
            ("", "(617) 555-0142")
        );
    }
}
