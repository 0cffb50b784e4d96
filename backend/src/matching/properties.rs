//! Properties that hold for every request and every registry.

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

use super::cases::{candidate, request, today};
use super::normalize::{ContactKind, canonical_contact, words};
use super::{Candidate, Outcome, Policy, decide};

fn given_name() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Ana",
        "Anna",
        "Ana Maria",
        "Maria",
        "Mary Ann",
        "Mary Beth",
        "Mary",
        "Bill",
        "William",
        "Will",
        "Kelly",
        "Kelli",
        "José",
        "Jose Luis",
        "Jean-Paul",
        "Baby Girl",
        "A.",
        "Zacahry",
        "Zachary",
        "Đào",
        "Dao",
    ])
    .prop_map(str::to_owned)
}

fn surname() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Lima",
        "de Lima",
        "Lima Berg",
        "Berg",
        "Nguyễn",
        "Mattin",
        "Martin",
        "Doe Jr",
        "Doe",
    ])
    .prop_map(str::to_owned)
}

fn birth_date() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "1990-05-04",
        "1990-04-05",
        "1990-05-07",
        "1990-01-01",
        "1989-05-04",
        "2015-05-04",
    ])
}

fn gender() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["F", "M", "X", "U"])
}

fn person() -> impl Strategy<Value = String> {
    let middle = prop::sample::select(vec!["", "Luis", "Ann", "B"]);
    let marks = prop::sample::select(vec!["", "twin", "stale", "née:Berg"]);
    (given_name(), middle, surname(), birth_date(), gender(), marks).prop_map(
        |(first, middle, last, birth, gender, marks)| {
            format!("{first}; {middle}; {last};; {birth}; {gender}; {marks}")
        },
    )
}

/// Rows as text, so that a failing test can print them.
fn registry() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(person(), 0..6).prop_map(|people| {
        people
            .iter()
            .enumerate()
            .map(|(n, person)| format!("p{n}; {person}"))
            .collect()
    })
}

fn candidates(rows: &[String]) -> Vec<Candidate> {
    rows.iter().map(|row| candidate(row)).collect()
}

fn typed() -> impl Strategy<Value = String> {
    (given_name(), surname(), birth_date(), gender())
        .prop_map(|(first, last, birth, gender)| format!("{first}; {last}; {birth}; {gender}"))
}

proptest! {
    #[test]
    fn the_order_of_the_candidates_does_not_matter(
        typed in typed(),
        (registry, shuffled) in registry().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        for policy in Policy::ALL {
            let request = request(&typed);
            prop_assert_eq!(
                decide(&request, &candidates(&registry), policy, today()),
                decide(&request, &candidates(&shuffled), policy, today())
            );
        }
    }

    #[test]
    fn a_person_with_another_birth_date_is_never_shown(typed in typed(), registry in registry()) {
        let (request, registry) = (request(&typed), candidates(&registry));
        let asked = request.birth_date.date();
        let swapped = NaiveDate::from_ymd_opt(asked.year(), asked.day(), asked.month());
        for (policy, may_be_swapped) in [(Policy::Strict, false), (Policy::Default, true)] {
            if let Outcome::Matched(ids) = decide(&request, &registry, policy, today()).outcome {
                prop_assert!(!ids.is_empty());
                for row in registry.iter().filter(|row| ids.contains(&row.patient_id)) {
                    prop_assert!(
                        row.birth_date == asked || (may_be_swapped && Some(row.birth_date) == swapped)
                    );
                }
            }
        }
    }

    #[test]
    fn a_wider_policy_finds_all_that_a_narrower_one_finds(typed in typed(), row in person()) {
        let (request, registry) = (request(&typed), candidates(&[format!("a; {row}")]));
        let outcomes = Policy::ALL.map(|policy| decide(&request, &registry, policy, today()).outcome);
        for pair in outcomes.windows(2) {
            prop_assert!(pair[0] == Outcome::NotMatched || pair[0] == pair[1]);
        }
    }

    #[test]
    fn a_near_match_is_a_refusal_that_the_widest_policy_would_have_accepted(
        typed in typed(), registry in registry(),
    ) {
        let (request, registry) = (request(&typed), candidates(&registry));
        let widest = decide(&request, &registry, Policy::Lenient, today());
        prop_assert!(widest.near_match.is_none());
        for policy in Policy::ALL {
            let decision = decide(&request, &registry, policy, today());
            let is_refused = decision.outcome == Outcome::NotMatched;
            let is_accepted = widest.outcome != Outcome::NotMatched;
            prop_assert_eq!(decision.near_match.is_some(), is_refused && is_accepted);
        }
    }

    #[test]
    fn rows_shown_together_never_contradict_each_other(typed in typed(), registry in registry()) {
        let registry = candidates(&registry);
        for policy in Policy::ALL {
            if let Outcome::Matched(ids) = decide(&request(&typed), &registry, policy, today()).outcome {
                let is_shown = |name: &str| {
                    registry.iter().any(|row| ids.contains(&row.patient_id) && row.first_name == name)
                };
                prop_assert!(!(is_shown("Mary Ann") && is_shown("Mary Beth")));
                prop_assert!(!(is_shown("Kelly") && is_shown("Kelli")));
            }
        }
    }

    #[test]
    fn a_reason_holds_no_personal_data(typed in typed(), registry in registry()) {
        let is_code = |text: &str| {
            matches!(text, "no_contact" | "ambiguous" | "veto(birth_date)" | "veto(given_name)" | "veto(surname)" | "veto(gender)")
                || (["matched(", "below_threshold(", "near_match("].iter().any(|start| text.starts_with(start))
                    && text.split_once('(').is_some_and(|(_, rest)| {
                        rest.chars().all(|c| "EPNTMCIRHDWJOXS|, .)0123456789".contains(c))
                    }))
        };
        for policy in Policy::ALL {
            let decision = decide(&request(&typed), &candidates(&registry), policy, today());
            prop_assert!(is_code(&decision.reason), "{}", decision.reason);
            prop_assert!(decision.near_match.as_deref().is_none_or(is_code));
        }
    }

    #[test]
    fn normalising_twice_changes_nothing(text in any::<String>()) {
        let once = words(&text);
        prop_assert_eq!(words(&once.join(" ")), once);
    }

    #[test]
    fn a_canonical_contact_is_canonical(text in r"[+0-9() .x-]{0,20}", local in r"[a-zA-Z.+]{1,12}") {
        if let Some(key) = canonical_contact(ContactKind::Phone, &text) {
            prop_assert_eq!(canonical_contact(ContactKind::Phone, &key), Some(key.clone()));
        }
        for domain in ["gmail.com", "googlemail.com", "icloud.com", "example.org"] {
            if let Some(key) = canonical_contact(ContactKind::Email, &format!("{local}@{domain}")) {
                prop_assert_eq!(canonical_contact(ContactKind::Email, &key), Some(key.clone()));
            }
        }
    }

    #[test]
    fn no_text_breaks_the_matcher(first in any::<String>(), last in any::<String>(), contact in any::<String>()) {
        let row = Candidate { first_name: first.clone(), middle_name: Some(last.clone()), last_name: last,
            suffix: Some(first), ..candidate("a; A;; B;; 1990-05-04; F") };
        let _ = decide(&request("Ana; Lima; 1990-05-04; F"), &[row.clone(), row], Policy::Lenient, today());
        let _ = canonical_contact(ContactKind::Phone, &contact);
        let _ = canonical_contact(ContactKind::Email, &contact);
    }
}
