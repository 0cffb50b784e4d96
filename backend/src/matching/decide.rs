//! Decides whether the request is about one of the candidates, and about which.

use chrono::{Months, NaiveDate};
use shared::access_request::AccessRequest;
use shared::demographics::Gender;

use super::compare::{Compared, Comparison, compare, surname_level};
use super::given::given_level;
use super::levels::{BirthLevel, Decibits, GenderLevel, GivenLevel, SurnameLevel};
use super::normalize::NameWords;
use super::{Candidate, Decision, Outcome, Policy};

/// What the best candidate must reach.
const THRESHOLD: Decibits = 70;
/// How far behind every other person must be.
const MARGIN: Decibits = 40;
/// A contact nobody confirmed for so long may be somebody else's by now.
const CONTACT_MONTHS: u32 = 24;
/// From this age on a woman may have another surname than the registry knows.
const MARRIAGE_YEARS: u32 = 16;

/// A candidate as compared with the request.
struct Compares<'a> {
    candidate: &'a Candidate,
    person: Compared,
    comparison: Comparison,
    veto: Option<&'static str>,
}

/// Who the request is about. The order of the candidates does not matter. `today` dates the contacts and the ages.
pub fn decide(
    request: &AccessRequest,
    candidates: &[Candidate],
    policy: Policy,
    today: NaiveDate,
) -> Decision {
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
    // The best first; those a veto excludes last, where they only give the reason.
    compared.sort_by(|a, b| {
        let key = |it: &Compares<'_>| (it.veto.is_some(), -it.comparison.decibits());
        key(a)
            .cmp(&key(b))
            .then_with(|| a.candidate.patient_id.cmp(&b.candidate.patient_id))
    });
    let Some((best, others)) = compared.split_first() else {
        return refused("no_contact".to_owned());
    };
    if let Some(veto) = best.veto {
        return refused(format!("veto({veto})"));
    }
    let policy = policy_for(best.candidate, policy, today);
    if best.comparison.decibits() < THRESHOLD || !opens(policy, best.comparison) {
        return refused(format!("below_threshold({})", best.comparison.letters()));
    }
    let possible = others.iter().filter(|other| other.veto.is_none());
    let (same, rivals): (Vec<_>, Vec<_>) = possible.partition(|other| is_one_person(best, other));
    let is_rivalled = rivals
        .iter()
        .any(|rival| best.comparison.decibits() - rival.comparison.decibits() <= MARGIN);
    // Mary may be a short row of Mary Ann, and of Mary Beth, who are not each other.
    let is_mixed = same
        .iter()
        .enumerate()
        .any(|(n, one)| same[n + 1..].iter().any(|other| !is_one_person(one, other)));
    if is_rivalled || is_mixed {
        return refused("ambiguous".to_owned());
    }
    let bits = best.comparison.decibits();
    Decision {
        outcome: Outcome::Matched(
            std::iter::once(best)
                .chain(same)
                .map(|row| row.candidate.patient_id.clone())
                .collect(),
        ),
        reason: format!(
            "matched({}, {}.{})",
            best.comparison.letters(),
            bits / 10,
            bits % 10
        ),
    }
}

fn refused(reason: String) -> Decision {
    Decision {
        outcome: Outcome::NotMatched,
        reason,
    }
}

/// The present name, and each alias with what it leaves open filled in from the present name.
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

/// The field that alone says "somebody else", whatever the others say.
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

/// Names the registry knows were compared as aliases; beyond them, a grown woman's surname may have changed.
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

/// True when the policy lets a comparison of these levels count.
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

/// True when two rows of the registry are one person: the same birth date and names; where the given names are only
/// a part or a nickname of each other, also no conflict of gender and no mark of a twin.
fn is_one_person(a: &Compares<'_>, b: &Compares<'_>) -> bool {
    let (Some(a_name), Some(b_name)) = (a.person.names.first(), b.person.names.first()) else {
        return false;
    };
    let is_twin = a.candidate.is_multiple_birth || b.candidate.is_multiple_birth;
    let has_other_gender = matches!(
        (a.person.gender, b.person.gender),
        (Gender::Female, Gender::Male) | (Gender::Male, Gender::Female)
    );
    let are_given_names_one = match (
        given_level(&a_name.given, b_name),
        given_level(&b_name.given, a_name),
    ) {
        (GivenLevel::Equal, GivenLevel::Equal) if is_twin => a_name.middle == b_name.middle,
        (GivenLevel::Equal, GivenLevel::Equal) => true,
        (
            GivenLevel::Equal | GivenLevel::Part | GivenLevel::Nickname,
            GivenLevel::Equal | GivenLevel::Part | GivenLevel::Nickname,
        ) => !is_twin && !has_other_gender,
        _ => false,
    };
    a.person.birth_date == b.person.birth_date
        && a_name
            .suffix
            .is_none_or(|suffix| b_name.suffix.is_none_or(|other| suffix == other))
        && matches!(
            surname_level(&a_name.surname, &b_name.surname),
            SurnameLevel::Equal | SurnameLevel::Part
        )
        && !do_middles_conflict(a_name, b_name)
        && are_given_names_one
}

/// Twins called José Luis and José Carlos may share the first name and differ in the middle one only.
fn do_middles_conflict(a: &NameWords, b: &NameWords) -> bool {
    match (a.middle.first(), b.middle.first()) {
        (Some(one), Some(other)) => {
            one != other && !one.starts_with(other.as_str()) && !other.starts_with(one.as_str())
        }
        _ => false,
    }
}
