//! Requests for another person's record, or for a person who is not in the registry.

use chrono::{Datelike, NaiveDate};
use shared::demographics::Gender;

use super::nicknames::are_related;
use super::{Expect, Request};
use crate::csv::gender_letter;
use crate::naming::stranger;
use crate::person::{AS_OF, Person, after, day, patient_id};
use crate::seeded::Seeded;

type Class = &'static str;

const CLASSES: [(u64, Class); 6] = [
    (3, "imp_unknown_person"),
    (3, "imp_sibling"),
    (2, "imp_twin"),
    (3, "imp_right_demographics_contact_not_in_registry"),
    (3, "imp_right_demographics_contact_of_other_patient"),
    (3, "imp_knows_name_phone_year_guesses_day"),
];

/// The request of an impostor. `other` is a contact of another household, with its owner.
pub fn changed(
    plain: Request,
    people: &[Person],
    other: Option<&(String, u64)>,
    numbers: &mut Seeded,
) -> Request {
    let mut class = numbers.weighted(&CLASSES);
    if class == "imp_right_demographics_contact_of_other_patient" && other.is_none() {
        class = "imp_right_demographics_contact_not_in_registry";
    }
    let mut request = Request {
        class,
        truth: None,
        expect: Expect::None,
        also_accept: Vec::new(),
        ..plain
    };
    match class {
        "imp_unknown_person" => {
            let gender = if numbers.chance(500) {
                Gender::Female
            } else {
                Gender::Male
            };
            let name = unlike(people, gender, numbers);
            request.first_name = name.0;
            request.last_name = name.1;
            request.gender = gender_letter(gender);
            request.birth_date = elsewhen(people, AS_OF, numbers.between(20 * 365..=80 * 365), numbers);
        }
        "imp_sibling" => {
            request.first_name = unlike(people, person_gender(request.gender), numbers).0;
            let years = numbers.between(380..=2000);
            request.birth_date = elsewhen(people, request.birth_date, years, numbers);
        }
        "imp_twin" => request.first_name = unlike(people, person_gender(request.gender), numbers).0,
        "imp_right_demographics_contact_not_in_registry" => {
            request.contact = nobodys(&request.contact, numbers);
        }
        "imp_right_demographics_contact_of_other_patient" => {
            let (contact, number) = other.expect("the class was changed where there is none");
            request.contact.clone_from(contact);
            request.note = format!("contact of {}", patient_id(*number));
        }
        "imp_knows_name_phone_year_guesses_day" => request.birth_date = guessed(request.birth_date, numbers),
        other => unreachable!("{other} is none of the classes above"),
    }
    request
}

fn person_gender(letter: &str) -> Gender {
    if letter == "F" {
        Gender::Female
    } else {
        Gender::Male
    }
}

/// A first and a last name that differ from those in the household, also as short forms and beginnings.
fn unlike(people: &[Person], gender: Gender, numbers: &mut Seeded) -> (String, String) {
    let is_like = |name: &str, theirs: &str| {
        let words = || theirs.split([' ', '-']).filter_map(|word| word.chars().next());
        let initial = name.chars().next().unwrap_or_default();
        words().any(|other| other.to_lowercase().eq(initial.to_lowercase())) || are_related(name, theirs)
    };
    loop {
        let name = stranger(gender, numbers);
        let is_free = people.iter().all(|person| {
            !is_like(&name.first, &person.first_name)
                && !person
                    .middle_name
                    .as_deref()
                    .is_some_and(|middle| is_like(&name.first, middle))
        });
        if is_free {
            return (name.first, name.last);
        }
    }
}

/// An earlier day on which no member of the household was born.
fn elsewhen(people: &[Person], day: NaiveDate, earlier: i64, numbers: &mut Seeded) -> NaiveDate {
    let mut found = after(day, -earlier);
    while people.iter().any(|person| person.birth_date == found) {
        found = after(found, -numbers.between(1..=300));
    }
    found
}

/// A contact without a person: no generated number has this area code, and no generated address ends in a letter.
fn nobodys(contact: &str, numbers: &mut Seeded) -> String {
    let number = numbers.below(10_000);
    if contact.contains('@') {
        format!("nobody{number}x@example.org")
    } else {
        format!("808555{number:04}")
    }
}

/// Another day of the same year: month and day differ, are not swapped, and the day is not the first of a month.
fn guessed(born: NaiveDate, numbers: &mut Seeded) -> NaiveDate {
    loop {
        let guess = day(born.year(), 1 + below(12, numbers), 2 + below(27, numbers));
        let is_swapped = (guess.month(), guess.day()) == (born.day(), born.month());
        let differs = guess.month() != born.month() && guess.day() != born.day() && !is_swapped;
        if differs && guess <= AS_OF {
            return guess;
        }
    }
}

fn below(end: u32, numbers: &mut Seeded) -> u32 {
    u32::try_from(numbers.below(u64::from(end))).expect("below a u32")
}
