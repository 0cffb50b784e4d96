//! Converts the typed request: its problems, the body that is sent, and the texts that can be brought back.

use chrono::NaiveDate;
use shared::access_request::{AccessRequestForm, Field};
use shared::bot_challenge::NotARobotProblem;
use shared::contact::{ContactProblem, PhoneNumber};
use shared::demographics::has_latin_letter;
use shared::digits::ascii_digits;
use shared::pin::PinAgainProblem;
use shared::problem::FieldError;
use ui::components::Channel;
use ui::form::Typed;
use ui::i18n::Months;

/// The element ids of the parts of a field, and of the choice between phone and e-mail.
pub const DAY: &str = "birth_date-day";
pub const MONTH: &str = "birth_date-month";
pub const YEAR: &str = "birth_date-year";
pub const CONTACT: &str = "contact";

/// The body to send, or every problem in the order of the form. `is_ticked` is the robot box.
pub fn check(
    typed: &Typed,
    today: NaiveDate,
    months: &Months,
    is_ticked: bool,
) -> Result<AccessRequestForm, Vec<FieldError>> {
    let mut form = wire(typed, months);
    let mut problems = match form.parse(today) {
        Ok(request) => {
            form.birth_date = Some(request.birth_date.iso());
            Vec::new()
        }
        Err(problems) => problems,
    };
    if channel(typed) == Channel::Email {
        // The shared rules do not include the choice of channel: without a contact they report the phone as missing.
        for error in &mut problems {
            if error.problem == ContactProblem::Missing.code() {
                *error = FieldError::new(Field::Email, ContactProblem::EmailMissing);
            }
        }
    }
    // Only the browser checks the last two fields of the form, so the order stays.
    let is_pin_right = problems.iter().all(|error| error.field != Field::Pin.name());
    problems.extend(pin_again_problem(typed).filter(|_| is_pin_right));
    if !is_ticked {
        problems.push(FieldError::new(Field::NotARobot, NotARobotProblem::Missing));
    }
    if problems.is_empty() {
        Ok(form)
    } else {
        Err(problems)
    }
}

/// True when clinics here would hardly have written the name in these letters.
pub fn needs_latin_letters(typed: &Typed) -> bool {
    [Field::FirstName, Field::LastName]
        .map(|field| typed.text(field.name()))
        .into_iter()
        .any(|name| !name.trim().is_empty() && !has_latin_letter(name))
}

pub fn channel(typed: &Typed) -> Channel {
    Channel::of(typed.text(CONTACT))
}

/// The contact as the next page shows it.
pub fn contact_shown(typed: &Typed) -> String {
    match channel(typed) {
        Channel::Phone => {
            let phone = typed.text(Field::Phone.name());
            PhoneNumber::parse(phone).map_or_else(|_| phone.to_owned(), |phone| phone.national_format())
        }
        Channel::Email => typed.text(Field::Email.name()).trim().to_owned(),
    }
}

/// All but the PIN, for "correct and send again".
pub fn without_pin(typed: &Typed) -> Typed {
    typed.filtered(|id| ![Field::Pin.name(), Field::PinAgain.name()].contains(&id))
}

/// The contact alone, for "ask for another person".
pub fn contact_only(typed: &Typed) -> Typed {
    typed.filtered(|id| [CONTACT, Field::Phone.name(), Field::Email.name()].contains(&id))
}

/// The texts as the server accepts them, with only the chosen one of phone and e-mail.
fn wire(typed: &Typed, months: &Months) -> AccessRequestForm {
    let mut form = AccessRequestForm::of(|field| typed.text(field.name()).to_owned());
    form.birth_date = Some(birth_date(typed, months));
    match channel(typed) {
        Channel::Phone => form.email = None,
        Channel::Email => form.phone = None,
    }
    form
}

/// Year, month and day as typed; a month typed as a word is converted to digits.
fn birth_date(typed: &Typed, months: &Months) -> String {
    let month = typed.text(MONTH);
    let month = months
        .number(month)
        .map_or_else(|| month.to_owned(), |number| number.to_string());
    format!("{}-{month}-{}", typed.text(YEAR), typed.text(DAY))
}

fn pin_again_problem(typed: &Typed) -> Option<FieldError> {
    let digits = |field: Field| -> String {
        ascii_digits(typed.text(field.name()))
            .split_whitespace()
            .collect()
    };
    let again = digits(Field::PinAgain);
    let problem = if again.is_empty() {
        PinAgainProblem::Missing
    } else if again == digits(Field::Pin) {
        return None;
    } else {
        PinAgainProblem::Different
    };
    Some(FieldError::new(Field::PinAgain, problem))
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
        [
            ("first_name", "Zoë"),
            ("last_name", "Example"),
            (DAY, "٢٩"),
            (MONTH, "Feb"),
            (YEAR, "1988"),
            ("gender", "female"),
            (CONTACT, "phone"),
            ("phone", "(617) 555-0142"),
            ("email", "left.over@example.org"),
            ("pin", "2580"),
            ("pin_again", "٢٥٨٠"),
        ]
        .into_iter()
        .fold(Typed::default(), |typed, (id, text)| typed.with(id, text))
    }

    /// The problems as pairs of field and code.
    fn problems(typed: &Typed, is_ticked: bool) -> Vec<(String, String)> {
        let problems = check(typed, today(), &months(), is_ticked)
            .err()
            .unwrap_or_default();
        problems
            .into_iter()
            .map(|error| (error.field.into_owned(), error.problem.into_owned()))
            .collect()
    }

    fn pairs<const N: usize>(expected: [(&str, &str); N]) -> Vec<(String, String)> {
        expected
            .map(|(field, problem)| (field.to_owned(), problem.to_owned()))
            .to_vec()
    }

    #[test]
    fn a_month_word_and_digits_of_any_script_are_sent_as_the_contract_says() {
        let form = check(&typed(), today(), &months(), true).ok().unwrap();
        assert_eq!(form.birth_date.as_deref(), Some("1988-02-29"));
        assert_eq!(form.phone.as_deref(), Some("(617) 555-0142"));
        assert_eq!(form.email, None);
    }

    #[test]
    fn problems_of_the_browser_stand_in_the_order_of_the_form() {
        let wrong = typed().with(YEAR, "").with("pin_again", "2581");
        let expected = [
            ("birth_date", "birth-date-incomplete"),
            ("pin_again", "pin-again-different"),
            ("not_a_robot", "not-a-robot-missing"),
        ];
        assert_eq!(problems(&wrong, false), pairs(expected));
    }

    #[test]
    fn a_day_that_is_not_a_number_is_no_date() {
        for day in ["2-9", "-29", "x", "29-"] {
            let wrong = typed().with(DAY, day);
            let expected = [("birth_date", "birth-date-not-a-date")];
            assert_eq!(problems(&wrong, true), pairs(expected), "{day}");
        }
    }

    #[test]
    fn an_empty_form_asks_for_everything_once() {
        let expected = [
            ("first_name", "first-name-missing"),
            ("last_name", "last-name-missing"),
            ("birth_date", "birth-date-missing"),
            ("gender", "gender-missing"),
            ("phone", "contact-missing"),
            ("pin", "pin-missing"),
            ("not_a_robot", "not-a-robot-missing"),
        ];
        assert_eq!(problems(&Typed::default(), false), pairs(expected));
    }

    #[test]
    fn a_missing_address_is_said_beside_the_chosen_field() {
        let by_mail = typed().with(CONTACT, "email").with("email", "");
        assert_eq!(problems(&by_mail, true), pairs([("email", "email-missing")]));
    }

    #[test]
    fn a_name_without_a_latin_letter_is_worth_a_question() {
        assert!(needs_latin_letters(&typed().with("last_name", "宋")));
        assert!(!needs_latin_letters(&typed()));
    }

    #[test]
    fn to_correct_brings_all_back_but_the_pin() {
        let again = without_pin(&typed());
        assert_eq!((again.text("pin"), again.text("pin_again")), ("", ""));
        assert!(again == typed().filtered(|id| !id.starts_with("pin")));
        assert_eq!(again.text(MONTH), "Feb");
    }

    #[test]
    fn to_ask_for_another_person_brings_the_contact_back_alone() {
        let other = contact_only(&typed().with(CONTACT, "email"));
        assert_eq!(channel(&other), Channel::Email);
        assert_eq!(other.text("phone"), "(617) 555-0142");
        assert_eq!(other.text("email"), "left.over@example.org");
        for id in [
            "first_name",
            "last_name",
            DAY,
            MONTH,
            YEAR,
            "gender",
            "pin",
            "pin_again",
        ] {
            assert_eq!(other.text(id), "", "{id}");
        }
    }

    #[test]
    fn the_contact_is_shown_as_it_is_written_here() {
        assert_eq!(
            contact_shown(&typed().with("phone", "6175550142")),
            "(617) 555-0142"
        );
        assert_eq!(
            contact_shown(&typed().with(CONTACT, "email")),
            "left.over@example.org"
        );
    }
}
