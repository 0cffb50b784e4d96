//! Requests of people for their own record: correct, or with one of the usual errors.

use chrono::{Datelike, NaiveDate};

use super::nicknames::short_for;
use super::{Expect, Request};
use crate::names::Origin;
use crate::person::{AS_OF, Contact, Person};
use crate::seeded::Seeded;
use crate::spelling::without_marks;
use backend::matching::canonical_contact::ContactKind;

type Class = &'static str;

const KNOWN: &str = include_str!("../../../data/given_names.txt");

const CLASSES: [(u64, Class); 15] = [
    (24, "exact"),
    (8, "case_and_spaces"),
    (8, "phone_format"),
    (5, "email_variant"),
    (6, "diacritics_removed"),
    (7, "nickname"),
    (7, "typo_first"),
    (7, "typo_last"),
    (5, "first_last_swapped"),
    (6, "day_month_swapped"),
    (4, "gender_X_or_unknown"),
    (5, "first_surname_only"),
    (3, "compound_first_part_only"),
    (4, "middle_typed_in_first"),
    (1, "suffix_typed_in_last"),
];

/// The request with one change that fits the person. Requests of twins and of people with two records stay unchanged,
/// because they are difficult enough.
pub fn changed(plain: Request, person: &Person, contact: &Contact, numbers: &mut Seeded) -> Request {
    if plain.class != "exact" {
        return plain;
    }
    let mut request = plain;
    for _ in 0..6 {
        let class = numbers.weighted(&CLASSES);
        if change(&mut request, class, person, contact, numbers).is_some() {
            request.class = class;
            break;
        }
    }
    request
}

/// `None` if the change does not fit; then nothing is changed.
fn change(
    request: &mut Request,
    class: Class,
    person: &Person,
    contact: &Contact,
    numbers: &mut Seeded,
) -> Option<()> {
    match class {
        "exact" => {}
        "case_and_spaces" => {
            request.first_name = format!(" {} ", request.first_name.to_lowercase());
            request.last_name = request.last_name.to_uppercase();
        }
        "phone_format" => request.contact = phone(contact, numbers)?,
        "email_variant" => request.contact = email(contact)?,
        "diacritics_removed" => {
            let is_marked = !(request.first_name.is_ascii() && request.last_name.is_ascii());
            is_marked.then_some(())?;
            request.first_name = without_marks(&request.first_name);
            request.last_name = without_marks(&request.last_name);
        }
        "nickname" => request.first_name = short_for(&request.first_name)?,
        "typo_first" => request.first_name = misspelled(&request.first_name, numbers)?,
        "typo_last" => request.last_name = misspelled(&request.last_name, numbers)?,
        "first_last_swapped" => std::mem::swap(&mut request.first_name, &mut request.last_name),
        "day_month_swapped" => {
            let born = person.birth_date;
            let swapped = NaiveDate::from_ymd_opt(born.year(), born.day(), born.month());
            request.birth_date = swapped.filter(|day| *day != born && *day <= AS_OF)?;
        }
        "gender_X_or_unknown" => request.gender = *numbers.one_of(&["X", "U"]),
        "first_surname_only" => request.last_name = first_part(&request.last_name)?,
        "compound_first_part_only" => {
            request.first_name = first_part(&request.first_name)?;
            // A first part may be another person's whole name, so a refusal is right too.
            request.expect = Expect::MatchOrNone;
        }
        "middle_typed_in_first" => {
            let middle = person
                .middle_name
                .as_ref()
                .filter(|middle| middle.chars().count() > 1)?;
            request.first_name = format!("{} {middle}", request.first_name);
        }
        "suffix_typed_in_last" => request.last_name = format!("{} {}", request.last_name, person.suffix?),
        other => unreachable!("{other} is none of the classes above"),
    }
    Some(())
}

fn phone(contact: &Contact, numbers: &mut Seeded) -> Option<String> {
    if contact.kind != ContactKind::Phone {
        return None;
    }
    let (area, local) = contact.value.split_at(3);
    let (exchange, line) = local.split_at(3);
    Some(match numbers.below(5) {
        0 => format!("+1 {area} {exchange} {line}"),
        1 => format!("{area}.{exchange}.{line}"),
        2 => format!("1-{area}-{exchange}-{line}"),
        3 => format!("({area}){exchange}-{line}"),
        _ => format!("+1{area}{exchange}{line}"),
    })
}

fn email(contact: &Contact) -> Option<String> {
    (contact.kind == ContactKind::Email).then(|| format!(" {} ", contact.value.to_uppercase()))
}

/// Two letters swapped, or one missing or doubled; the result is never another name.
fn misspelled(name: &str, numbers: &mut Seeded) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    let is_word = letters.iter().all(|letter| letter.is_alphabetic());
    if letters.len() < 6 || !is_word {
        return None;
    }
    let place = 1 + numbers.place(letters.len() - 3);
    match numbers.below(3) {
        0 => letters.swap(place, place + 1),
        1 => {
            letters.remove(place);
        }
        _ => letters.insert(place, letters[place]),
    }
    let typed: String = letters.into_iter().collect();
    (typed != name && !is_a_name(&typed)).then_some(typed)
}

/// True for given names of this generator and of the matching lists.
fn is_a_name(typed: &str) -> bool {
    let typed = without_marks(typed);
    let is_it = |name: &str| without_marks(name).eq_ignore_ascii_case(&typed);
    let is_of = |origin: &Origin| {
        let lists = origin.names();
        let mut names = lists.female.names.iter().chain(&lists.male.names);
        names.any(|name| is_it(name))
    };
    KNOWN.lines().any(is_it) || Origin::ALL.iter().any(is_of)
}

/// The first of two names, if both are long enough.
fn first_part(name: &str) -> Option<String> {
    let (first, second) = name.split_once([' ', '-'])?;
    let is_name = |part: &str| part.chars().count() >= 4 && part.chars().all(char::is_alphabetic);
    (is_name(first) && is_name(second)).then(|| first.to_owned())
}
