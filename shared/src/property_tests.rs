//! Properties of every parser for any text: it does not panic, and an accepted value is in its canonical form.

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::access_request::AccessRequestForm;
use crate::contact::{EmailAddress, PhoneNumber};
use crate::demographics::{BirthDate, Gender, NamePart, PersonName};
use crate::digits::ascii_digits;
use crate::locale::Locale;
use crate::pin::{Guessable, NewPin, TypedPin};
use crate::unlock::{is_token, token_in};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

/// A digit of the ASCII, Arabic-Indic, Persian, Devanagari or Khmer script.
fn digit_of_some_script(value: u32, script: usize) -> char {
    let zero = [0x30, 0x660, 0x6F0, 0x966, 0x17E0][script % 5];
    char::from_u32(zero + value).unwrap()
}

proptest! {
    #[test]
    fn ascii_digits_is_idempotent(text in any::<String>()) {
        let once = ascii_digits(&text);
        prop_assert_eq!(ascii_digits(&once), once.clone());
        prop_assert_eq!(once.chars().count(), text.chars().count());
    }

    #[test]
    fn an_accepted_name_parses_to_itself(text in any::<String>()) {
        if let Ok(name) = PersonName::parse(&text, NamePart::First) {
            prop_assert!(PersonName::parse(name.as_str(), NamePart::First).unwrap() == name);
            prop_assert!(!name.as_str().starts_with(' ') && !name.as_str().contains("  "));
        }
    }

    #[test]
    fn an_accepted_birth_date_parses_to_itself(text in "[0-9٠-٩]{0,4}-?[0-9]{0,3}-?[0-9]{0,3}") {
        if let Ok(date) = BirthDate::parse(&text, today()) {
            prop_assert!(BirthDate::parse(&date.iso(), today()).unwrap() == date);
            prop_assert!(date.date() <= today());
        }
    }

    #[test]
    fn every_calendar_date_of_a_life_is_a_birth_date(days in 0_i64..47_000) {
        let date = today() - chrono::TimeDelta::days(days);
        prop_assert!(BirthDate::parse(&date.to_string(), today()).unwrap().date() == date);
    }

    #[test]
    fn an_accepted_phone_is_e164_and_parses_to_itself(text in r"\+?[0-9()\-. ]{0,24}") {
        if let Ok(phone) = PhoneNumber::parse(&text) {
            let digits = phone.e164().strip_prefix('+').unwrap();
            prop_assert!((8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()));
            prop_assert!(PhoneNumber::parse(phone.e164()).unwrap() == phone);
            prop_assert!(PhoneNumber::parse(&phone.national_format()).unwrap() == phone);
        }
    }

    #[test]
    fn an_accepted_email_parses_to_itself(text in r"[a-z.+@ \-0-9é]{0,40}") {
        if let Ok(email) = EmailAddress::parse(&text) {
            prop_assert!(EmailAddress::parse(email.as_str()).unwrap() == email);
            prop_assert_eq!(email.as_str().matches('@').count(), 1);
        }
    }

    #[test]
    fn no_text_breaks_a_parser(text in any::<String>()) {
        let _ = PersonName::parse(&text, NamePart::Last);
        let _ = BirthDate::parse(&text, today());
        let _ = BirthDate::from_parts(&text, &text, &text, today());
        let _ = Gender::parse(&text);
        let _ = PhoneNumber::parse(&text);
        let _ = EmailAddress::parse(&text);
        let _ = TypedPin::parse(&text);
        let _ = Locale::from_tag(&text);
        prop_assert!(token_in(&text).is_none_or(is_token));
    }

    #[test]
    fn a_pin_in_any_script_is_the_same_pin(digits in prop::array::uniform4((0_u32..10, 0_usize..5))) {
        let typed: String = digits.iter().map(|(value, script)| digit_of_some_script(*value, *script)).collect();
        let ascii: String = digits.iter().map(|(value, _)| value.to_string()).collect();
        let parsed = TypedPin::parse(&typed).unwrap();
        prop_assert_eq!(parsed.digits(), ascii.as_str());
        match (NewPin::parse(&typed, Guessable::default()), NewPin::parse(&ascii, Guessable::default())) {
            (Ok(a), Ok(b)) => prop_assert!(a == b),
            (Err(a), Err(b)) => prop_assert_eq!(a, b),
            _ => prop_assert!(false, "the script changed the answer"),
        }
    }

    #[test]
    fn a_request_survives_being_sealed_as_json(days in 0_i64..40_000, pin in "[0-9]{4}", name in "[A-Za-zéñ' -]{1,20}") {
        let date = today() - chrono::TimeDelta::days(days);
        let form = AccessRequestForm {
            first_name: Some(name.clone()),
            last_name: Some(name),
            birth_date: Some(date.to_string()),
            gender: Some("other".into()),
            email: Some("a@example.org".into()),
            pin: Some(pin),
            ..Default::default()
        };
        if let Ok(request) = form.parse(today()) {
            let json = serde_json::to_string(&request).unwrap();
            prop_assert!(serde_json::from_str::<crate::access_request::AccessRequest>(&json).unwrap() == request);
        }
    }
}
