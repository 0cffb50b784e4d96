//! Compares given names: compounds, middle names, nicknames, typing errors, initials.

use super::levels::GivenLevel;
use super::names::{are_nicknames, is_known_given_name, is_placeholder, is_two_syllables};
use super::normalize::NameWords;
use super::typing::is_typing_error;

/// How well a typed given name agrees with the person's first and middle name.
pub fn given_level(typed: &[String], name: &NameWords) -> GivenLevel {
    let first = &name.given;
    if typed.is_empty() || first.is_empty() || is_placeholder(typed) || is_placeholder(first) {
        return GivenLevel::Placeholder;
    }
    let (typed_joined, first_joined) = (typed.concat(), first.concat());
    if typed_joined == first_joined {
        return if is_initial(&typed_joined) {
            GivenLevel::InitialOnly
        } else {
            GivenLevel::Equal
        };
    }
    if typed_joined == [first_joined.as_str(), &name.middle.concat()].concat() && !is_initial(&first_joined) {
        return GivenLevel::Part;
    }
    match first
        .iter()
        .find(|word| typed.contains(word) && !is_initial(word))
    {
        Some(_) => other_parts(typed, name, &[], &[]),
        None => best_guess(typed, name),
    }
}

/// The best level if no whole word agrees.
fn best_guess(typed: &[String], name: &NameWords) -> GivenLevel {
    let first = &name.given;
    let (typed_joined, first_joined) = (typed.concat(), first.concat());
    let lead = &typed[0];
    let nickname = first.iter().find(|word| are_nicknames(lead, word));
    let level = if are_nicknames(&typed_joined, &first_joined) {
        GivenLevel::Nickname
    } else if let Some(word) = nickname {
        weaker(
            GivenLevel::Nickname,
            other_parts(
                typed,
                name,
                std::slice::from_ref(lead),
                std::slice::from_ref(word),
            ),
        )
    } else if is_typing_error(&typed_joined, &first_joined) {
        near(typed, first)
    } else if is_typing_error(lead, &first[0]) {
        weaker(
            near(std::slice::from_ref(lead), &first[..1]),
            other_parts(typed, name, std::slice::from_ref(lead), &first[..1]),
        )
    } else {
        GivenLevel::Different
    };
    let is_middle = typed
        .iter()
        .all(|word| name.middle.contains(word) && !is_initial(word))
        || (typed_joined == name.middle.concat() && !is_initial(&typed_joined));
    let is_first_letter = (is_initial(lead) && first[0].starts_with(lead.as_str()))
        || (is_initial(&first[0]) && lead.starts_with(first[0].as_str()));
    [
        level,
        if is_middle {
            GivenLevel::MiddleName
        } else {
            GivenLevel::Different
        },
        if is_first_letter {
            GivenLevel::InitialOnly
        } else {
            GivenLevel::Different
        },
    ]
    .into_iter()
    .max_by_key(|level| level.decibits())
    .unwrap_or(GivenLevel::Different)
}

/// Compares the remaining words of both names without the agreeing ones (equal words, and the given pair). Extra words
/// on one side only make it a part; extra words on both sides must agree.
fn other_parts(
    typed: &[String],
    name: &NameWords,
    typed_done: &[String],
    name_done: &[String],
) -> GivenLevel {
    let mut left: Vec<&String> = name.given.iter().chain(&name.middle).collect();
    let mut take = |word: &String| {
        left.iter()
            .position(|other| *other == word)
            .map(|at| left.remove(at))
    };
    for word in name_done {
        take(word);
    }
    let typed_left: Vec<&String> = typed
        .iter()
        .filter(|word| !typed_done.contains(word))
        .filter(|word| take(word).is_none())
        .collect();
    let is_abbreviated = match (typed_left.as_slice(), left.as_slice()) {
        (_, []) => true,
        // One letter abbreviates a middle name of any number of words.
        ([first, ..], [letter]) => is_initial(letter) && first.starts_with(letter.as_str()),
        _ => false,
    };
    if is_abbreviated {
        return GivenLevel::Part;
    }
    typed_left
        .into_iter()
        .map(|word| {
            left.iter()
                .map(|other| second_part(word, other))
                .max_by_key(|level| level.decibits())
                .unwrap_or(GivenLevel::Part)
        })
        .fold(GivenLevel::Part, weaker)
}

fn second_part(typed: &str, registered: &str) -> GivenLevel {
    let is_first_letter = (is_initial(typed) && registered.starts_with(typed))
        || (is_initial(registered) && typed.starts_with(registered));
    let both_known = is_known_given_name(typed) && is_known_given_name(registered);
    if is_first_letter {
        GivenLevel::Part
    } else if are_nicknames(typed, registered) {
        GivenLevel::Nickname
    } else if is_typing_error(typed, registered) && !both_known {
        GivenLevel::Typo
    } else {
        GivenLevel::ConflictingSecond
    }
}

/// A typing error, unless both are real names: they then more likely belong to two people.
fn near(typed: &[String], first: &[String]) -> GivenLevel {
    let is_known = |words: &[String]| {
        is_known_given_name(&words.concat()) || words.iter().all(|word| is_known_given_name(word))
    };
    // Susan also consists of two syllables, but a listed name is not a Chinese one, so Suzan is a typing error.
    let is_syllables = |name: &str| is_two_syllables(name) && !is_known_given_name(name);
    if (is_known(typed) && is_known(first))
        || (is_syllables(&typed.concat()) && is_syllables(&first.concat()))
    {
        GivenLevel::NearButReal
    } else {
        GivenLevel::Typo
    }
}

fn weaker(a: GivenLevel, b: GivenLevel) -> GivenLevel {
    if b.decibits() < a.decibits() { b } else { a }
}

pub fn is_initial(word: &str) -> bool {
    word.len() == 1 && word.is_ascii()
}
