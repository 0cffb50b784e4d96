//! Compares the typed values with the registry's, field by field.

use chrono::{Datelike, NaiveDate};
use shared::demographics::Gender;

use super::given::{given_level, is_initial};
use super::levels::{
    BirthLevel, Decibits, GenderLevel, GivenLevel, SUFFIX_CONFLICT, SWAPPED_NAMES, SurnameLevel,
};
use super::names::is_particle;
use super::normalize::NameWords;
use super::typing::{is_slip_in_two_letters, is_typing_error};

/// A person in the form for comparison: the names as words, one entry for the present name and one for each alias.
#[derive(Clone)]
pub struct Compared {
    pub names: Vec<NameWords>,
    pub birth_date: NaiveDate,
    pub gender: Gender,
}

/// How well a request and a person agree in each field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub given: GivenLevel,
    pub surname: SurnameLevel,
    pub birth: BirthLevel,
    pub gender: GenderLevel,
    pub is_swapped: bool,
    pub suffixes_conflict: bool,
}

impl Comparison {
    pub fn decibits(self) -> Decibits {
        self.given.decibits()
            + self.surname.decibits()
            + self.birth.decibits()
            + self.gender.decibits()
            + if self.is_swapped { SWAPPED_NAMES } else { 0 }
            + if self.suffixes_conflict {
                SUFFIX_CONFLICT
            } else {
                0
            }
    }

    /// The levels as letters, such as `E|E|E|E`, without personal data.
    pub fn letters(self) -> String {
        let mut text = format!(
            "{}|{}|{}|{}",
            self.given.letter(),
            self.surname.letter(),
            self.birth.letter(),
            self.gender.letter()
        );
        for (mark, applies) in [("|X", self.is_swapped), ("|S", self.suffixes_conflict)] {
            if applies {
                text.push_str(mark);
            }
        }
        text
    }
}

/// The best of all comparisons: with each name of the person, also with first and last name swapped.
pub fn compare(typed: &NameWords, birth_date: NaiveDate, gender: Gender, person: &Compared) -> Comparison {
    let (birth, gender) = (
        birth_level(birth_date, person.birth_date),
        gender_level(gender, person.gender),
    );
    let of = |given, surname, is_swapped, name: &NameWords| Comparison {
        given,
        surname,
        birth,
        gender,
        is_swapped,
        suffixes_conflict: conflict(typed.suffix, name.suffix),
    };
    person
        .names
        .iter()
        .flat_map(|name| {
            let direct = of(
                given_level(&typed.given, name),
                surname_level(&typed.surname, &name.surname),
                false,
                name,
            );
            let swapped = swapped_levels(typed, name).map(|(given, surname)| of(given, surname, true, name));
            [Some(direct), swapped]
        })
        .flatten()
        .max_by_key(|comparison| (comparison.decibits(), !comparison.is_swapped))
        .unwrap_or(Comparison {
            given: GivenLevel::Different,
            surname: SurnameLevel::Different,
            birth,
            gender,
            is_swapped: false,
            suffixes_conflict: false,
        })
}

/// Compares with first and last name swapped: both names must agree, at most one of them with a typing error.
fn swapped_levels(typed: &NameWords, name: &NameWords) -> Option<(GivenLevel, SurnameLevel)> {
    let given = given_level(&typed.surname, name);
    let surname = surname_level(&typed.given, &name.surname);
    let typing_errors = match given {
        GivenLevel::Equal | GivenLevel::Part => 0,
        GivenLevel::Typo => 1,
        GivenLevel::Nickname
        | GivenLevel::MiddleName
        | GivenLevel::ConflictingSecond
        | GivenLevel::InitialOnly
        | GivenLevel::NearButReal
        | GivenLevel::Placeholder
        | GivenLevel::Different => return None,
    } + match surname {
        SurnameLevel::Equal | SurnameLevel::Part => 0,
        SurnameLevel::Typo => 1,
        SurnameLevel::Different => return None,
    };
    (typing_errors <= 1).then_some((given, surname))
}

/// How well two surnames agree, whatever the order of their words, with or without particles.
pub fn surname_level(typed: &[String], registered: &[String]) -> SurnameLevel {
    if typed.is_empty() || registered.is_empty() {
        return SurnameLevel::Different;
    }
    let (a, b) = (without_particles(typed), without_particles(registered));
    let is_same_set = a.iter().all(|word| b.contains(word)) && b.iter().all(|word| a.contains(word));
    if is_same_set || typed.concat() == registered.concat() || a.concat() == b.concat() {
        return SurnameLevel::Equal;
    }
    // A surname truncated after its particle has no other word to compare.
    let only_particles = [typed, registered]
        .iter()
        .any(|name| name.iter().all(|word| is_particle(word)));
    if a.iter().any(|word| b.contains(word) && !is_initial(word))
        || (only_particles && typed.iter().any(|word| registered.contains(word)))
    {
        return SurnameLevel::Part;
    }
    let is_near = is_typing_error(&a.concat(), &b.concat())
        || is_typing_error(&typed.concat(), &registered.concat())
        || is_slip_in_two_letters(&a.concat(), &b.concat())
        || a.iter()
            .any(|word| b.iter().any(|other| is_typing_error(word, other)));
    if is_near {
        SurnameLevel::Typo
    } else {
        SurnameLevel::Different
    }
}

/// A surname of particles only stays as it is, because Le, Do and Van are surnames too.
fn without_particles(name: &[String]) -> Vec<&str> {
    let left: Vec<&str> = name
        .iter()
        .map(String::as_str)
        .filter(|word| !is_particle(word))
        .collect();
    if left.is_empty() {
        name.iter().map(String::as_str).collect()
    } else {
        left
    }
}

fn birth_level(typed: NaiveDate, registered: NaiveDate) -> BirthLevel {
    let (day, month) = (registered.day(), registered.month());
    if typed == registered {
        BirthLevel::Equal
    } else if typed.year() == registered.year() && (typed.month(), typed.day()) == (day, month) {
        BirthLevel::Swapped
    } else if is_one_slip(typed, registered) {
        BirthLevel::NearlyEqual
    } else if typed.year() == registered.year() && (day, month) == (1, 1) {
        BirthLevel::FirstOfJanuary
    } else {
        BirthLevel::Different
    }
}

/// One wrong digit, two swapped neighbouring digits, or one year off.
fn is_one_slip(typed: NaiveDate, registered: NaiveDate) -> bool {
    let (a, b) = (digits(typed), digits(registered));
    let differing: Vec<usize> = (0..a.len()).filter(|at| a[*at] != b[*at]).collect();
    let is_one_year_off = (typed.year() - registered.year()).abs() == 1
        && (typed.month(), typed.day()) == (registered.month(), registered.day());
    is_one_year_off
        || match differing.as_slice() {
            [_] => true,
            [one, two] => two - one == 1 && a[*one] == b[*two] && a[*two] == b[*one],
            _ => false,
        }
}

/// The eight digits of `YYYYMMDD`.
fn digits(date: NaiveDate) -> [u32; 8] {
    let mut left = date.year().unsigned_abs() * 10_000 + date.month() * 100 + date.day();
    let mut digits = [0; 8];
    for digit in digits.iter_mut().rev() {
        *digit = left % 10;
        left /= 10;
    }
    digits
}

fn gender_level(typed: Gender, registered: Gender) -> GenderLevel {
    match (typed, registered) {
        (Gender::Female, Gender::Female) | (Gender::Male, Gender::Male) => GenderLevel::Equal,
        (Gender::Female, Gender::Male) | (Gender::Male, Gender::Female) => GenderLevel::Different,
        (Gender::Other | Gender::Unknown, _) | (_, Gender::Other | Gender::Unknown) => GenderLevel::Open,
    }
}

fn conflict<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}
