//! Decides whether two rows that match a request are one person, reported by two clinics or twice with a typing error.
//! The request names that very person; `same_record` links records without a request.

use shared::demographics::Gender;

use super::Candidate;
use super::compare::{Compared, surname_level};
use super::given::{given_level, is_initial};
use super::levels::{GivenLevel, SurnameLevel};
use super::normalize::NameWords;

/// The same birth date and names, comparing all names of each row.
pub fn is_one_person(a: (&Candidate, &Compared), b: (&Candidate, &Compared)) -> bool {
    let (a, b) = (Row::new(a), Row::new(b));
    a.person.birth_date == b.person.birth_date
        && a.person.names.iter().any(|one| {
            b.person
                .names
                .iter()
                .any(|other| are_names_of_one(one, other, a.may_differ_from(&b)))
        })
}

struct Row<'a> {
    person: &'a Compared,
    is_twin: bool,
}

impl<'a> Row<'a> {
    fn new((candidate, person): (&'a Candidate, &'a Compared)) -> Self {
        Self {
            person,
            is_twin: candidate.is_multiple_birth,
        }
    }

    /// How the names of two rows may differ.
    fn may_differ_from(&self, other: &Self) -> MayDiffer {
        let have_two_genders = matches!(
            (self.person.gender, other.person.gender),
            (Gender::Female, Gender::Male) | (Gender::Male, Gender::Female)
        );
        if self.is_twin || other.is_twin {
            MayDiffer::NotEvenTheMiddle
        } else if have_two_genders {
            MayDiffer::NotTheGivenName
        } else {
            MayDiffer::InSpelling
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MayDiffer {
    /// Part of a compound, nickname, typing error.
    InSpelling,
    NotTheGivenName,
    /// One of them is a twin: only a repeated row is the same person.
    NotEvenTheMiddle,
}

fn are_names_of_one(a: &NameWords, b: &NameWords, may_differ: MayDiffer) -> bool {
    let given = (given_level(&a.given, b), given_level(&b.given, a));
    let is_given_one = match given {
        (GivenLevel::Equal, GivenLevel::Equal) => {
            may_differ != MayDiffer::NotEvenTheMiddle || a.middle == b.middle
        }
        (
            GivenLevel::Equal | GivenLevel::Part | GivenLevel::Nickname,
            GivenLevel::Equal | GivenLevel::Part | GivenLevel::Nickname,
        ) => may_differ == MayDiffer::InSpelling,
        // Two children may have given names this similar, but rarely with the same middle name.
        (GivenLevel::Typo, GivenLevel::Typo) => {
            may_differ == MayDiffer::InSpelling
                && a.middle == b.middle
                && a.middle.iter().any(|word| !is_initial(word))
        }
        _ => false,
    };
    let is_surname_one = match surname_level(&a.surname, &b.surname) {
        SurnameLevel::Equal | SurnameLevel::Part => true,
        // Parents do not give two children one name.
        SurnameLevel::Typo => given == (GivenLevel::Equal, GivenLevel::Equal),
        SurnameLevel::Different => false,
    };
    is_given_one && is_surname_one && !do_suffixes_conflict(a, b) && !do_middles_conflict(a, b)
}

fn do_suffixes_conflict(a: &NameWords, b: &NameWords) -> bool {
    matches!((a.suffix, b.suffix), (Some(one), Some(other)) if one != other)
}

/// Twins named José Luis and José Carlos may share the first name and differ only in the middle name.
fn do_middles_conflict(a: &NameWords, b: &NameWords) -> bool {
    match (a.middle.first(), b.middle.first()) {
        (Some(one), Some(other)) => {
            one != other && !one.starts_with(other.as_str()) && !other.starts_with(one.as_str())
        }
        _ => false,
    }
}
