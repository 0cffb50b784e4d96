//! Decides which of the candidates the request is about, if any.

use chrono::{Months, NaiveDate};
use shared::access_request::AccessRequest;
use shared::demographics::Gender;

use super::compare::{Compared, Comparison, compare};
use super::levels::{BirthLevel, Decibits, GenderLevel, GivenLevel, SurnameLevel};
use super::normalize::NameWords;
use super::one_person::is_one_person;
use super::{Candidate, Decision, Outcome, Policy};
use crate::record::PatientId;

/// The weight that the best candidate must reach.
const THRESHOLD: Decibits = 70;
/// The distance by which every other person must be behind.
const MARGIN: Decibits = 40;
/// After this time without confirmation, a contact may belong to another person.
const CONTACT_MONTHS: u32 = 24;
/// From this age on, a woman's surname may differ from the registry's.
const MARRIAGE_YEARS: u32 = 16;

/// A candidate and its comparison with the request.
struct Compares<'a> {
    candidate: &'a Candidate,
    person: Compared,
    comparison: Comparison,
    veto: Option<&'static str>,
}

/// The person whom the request is about. The order of the candidates does not matter. `today` dates the contacts and
/// ages.
pub fn decide(
    request: &AccessRequest,
    candidates: &[Candidate],
    policy: Policy,
    today: NaiveDate,
) -> Decision {
    let compared = all_compared(request, candidates, today);
    let Some((best, others)) = compared.split_first() else {
        return refused("no_contact".to_owned());
    };
    if let Some(veto) = best.veto {
        return refused(format!("veto({veto})"));
    }
    let (bits, letters) = (best.comparison.decibits(), best.comparison.letters());
    let is_open =
        |policy| bits >= THRESHOLD && opens(policy_for(best.candidate, policy, today), best.comparison);
    match rows_of_the_person(best, others) {
        Some(rows) if is_open(policy) => Decision {
            outcome: Outcome::Matched(rows),
            reason: format!("matched({letters}, {}.{})", bits / 10, bits % 10),
            near_match: None,
        },
        None if is_open(policy) => refused("ambiguous".to_owned()),
        rows => Decision {
            near_match: (rows.is_some() && is_open(Policy::Lenient))
                .then(|| format!("near_match({letters})")),
            ..refused(format!("below_threshold({letters})"))
        },
    }
}

/// All comparisons, best first. Vetoed candidates come last and only supply the reason.
fn all_compared<'a>(
    request: &AccessRequest,
    candidates: &'a [Candidate],
    today: NaiveDate,
) -> Vec<Compares<'a>> {
    let typed = NameWords::new(request.first_name.as_str(), "", request.last_name.as_str(), "");
    let mut compared: Vec<Compares<'_>> = candidates
        .iter()
        .map(|candidate| {
            let person = compared_of(candidate);
            let comparison = compare(&typed, request.birth_date.date(), request.gender, &person);
            let veto = veto(comparison, request.gender, candidate, today);
            Compares {
                candidate,
                person,
                comparison,
                veto,
            }
        })
        .collect();
    keep_real_names_apart(&mut compared);
    compared.sort_by(|a, b| {
        let key = |it: &Compares<'_>| (it.veto.is_some(), -it.comparison.decibits());
        key(a)
            .cmp(&key(b))
            .then_with(|| a.candidate.patient_id.cmp(&b.candidate.patient_id))
    });
    compared
}

/// A typed name that is exactly one twin's name is not a typing error for the other twin's: on this contact it is a
/// real name, even if no list contains it.
fn keep_real_names_apart(compared: &mut [Compares<'_>]) {
    let is_somebodys_name = compared.iter().any(|it| {
        it.veto.is_none()
            && it.comparison.given == GivenLevel::Equal
            && it.comparison.birth == BirthLevel::Equal
    });
    for it in compared.iter_mut().filter(|_| is_somebodys_name) {
        if it.comparison.given == GivenLevel::Typo {
            it.comparison.given = GivenLevel::NearButReal;
        }
    }
}

/// The ids of the best row and of the same person's other rows; none if another person is too close.
fn rows_of_the_person(best: &Compares<'_>, others: &[Compares<'_>]) -> Option<Vec<PatientId>> {
    let is_one = |a: &Compares<'_>, b: &Compares<'_>| {
        is_one_person((a.candidate, &a.person), (b.candidate, &b.person))
    };
    let possible = others.iter().filter(|other| other.veto.is_none());
    let (same, rivals): (Vec<_>, Vec<_>) = possible.partition(|other| is_one(best, other));
    let is_rivalled = rivals
        .iter()
        .any(|rival| best.comparison.decibits() - rival.comparison.decibits() <= MARGIN);
    // Mary may be a short row of Mary Ann or of Mary Beth, who are two people.
    let is_mixed = same
        .iter()
        .enumerate()
        .any(|(n, one)| same[n + 1..].iter().any(|other| !is_one(one, other)));
    (!is_rivalled && !is_mixed).then(|| {
        std::iter::once(best)
            .chain(same)
            .map(|row| row.candidate.patient_id.clone())
            .collect()
    })
}

fn refused(reason: String) -> Decision {
    Decision {
        outcome: Outcome::NotMatched,
        reason,
        near_match: None,
    }
}

/// The present name and each alias; the present name fills the parts that an alias lacks.
fn compared_of(candidate: &Candidate) -> Compared {
    let middle = candidate.middle_name.as_deref().unwrap_or_default();
    let suffix = candidate.suffix.as_deref().unwrap_or_default();
    let or_present =
        |alias: &str, present: &str| if alias.trim().is_empty() { present } else { alias }.to_owned();
    let present = NameWords::new(&candidate.first_name, middle, &candidate.last_name, suffix);
    let aliases = candidate.aliases.iter().map(|alias| {
        NameWords::new(
            &or_present(&alias.first_name, &candidate.first_name),
            middle,
            &or_present(&alias.last_name, &candidate.last_name),
            suffix,
        )
    });
    Compared {
        names: std::iter::once(present).chain(aliases).collect(),
        birth_date: candidate.birth_date,
        gender: candidate.gender,
    }
}

/// The field that alone excludes a person, whatever the other fields are.
fn veto(
    comparison: Comparison,
    typed_gender: Gender,
    candidate: &Candidate,
    today: NaiveDate,
) -> Option<&'static str> {
    let is_birth_equal = comparison.birth == BirthLevel::Equal;
    let has_other_gender = comparison.gender == GenderLevel::Different;
    if comparison.birth == BirthLevel::Different {
        Some("birth_date")
    } else if comparison.given == GivenLevel::Different {
        Some("given_name")
    } else if comparison.surname == SurnameLevel::Different
        && !(matches!(comparison.given, GivenLevel::Equal | GivenLevel::Part)
            && is_birth_equal
            && !has_other_gender
            && may_have_married(candidate, typed_gender, today))
    {
        Some("surname")
    } else if has_other_gender && !is_birth_equal {
        Some("gender")
    } else {
        None
    }
}

/// Recorded names were compared as aliases. Beyond them, an adult woman may have changed her surname.
fn may_have_married(candidate: &Candidate, typed_gender: Gender, today: NaiveDate) -> bool {
    let is_woman = match (candidate.gender, typed_gender) {
        (Gender::Female, _) => true,
        (Gender::Other | Gender::Unknown, typed) => typed == Gender::Female,
        (Gender::Male, _) => false,
    };
    let is_grown = candidate
        .birth_date
        .checked_add_months(Months::new(12 * MARRIAGE_YEARS))
        .is_some_and(|day| day <= today);
    is_woman && is_grown
}

fn policy_for(candidate: &Candidate, policy: Policy, today: NaiveDate) -> Policy {
    let is_confirmed = candidate
        .contact_last_seen_on
        .checked_add_months(Months::new(CONTACT_MONTHS))
        .is_some_and(|day| day >= today);
    if is_confirmed { policy } else { Policy::Strict }
}

/// True if the policy accepts a comparison with these levels.
fn opens(policy: Policy, comparison: Comparison) -> bool {
    match policy {
        Policy::Strict => {
            comparison.birth == BirthLevel::Equal
                && matches!(
                    comparison.given,
                    GivenLevel::Equal | GivenLevel::Part | GivenLevel::Nickname
                )
        }
        Policy::Default => matches!(comparison.birth, BirthLevel::Equal | BirthLevel::Swapped),
        Policy::Lenient => true,
    }
}
