//! Knowledge about names: suffixes, particles, placeholders, nicknames, spellings, given names.

use super::facts::{
    GIVEN_NAMES, NICKNAMES, PARTICLES, PLACEHOLDERS, SPELLINGS, SUFFIXES, SYLLABLES, with_one_ending,
};

/// The suffix that distinguishes relatives with one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    Junior,
    Senior,
    Second,
    Third,
    Fourth,
}

impl Suffix {
    pub fn read(word: &str) -> Option<Self> {
        SUFFIXES.get(word).copied()
    }

    /// The suffix with this name in the fact file.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "junior" => Some(Self::Junior),
            "senior" => Some(Self::Senior),
            "second" => Some(Self::Second),
            "third" => Some(Self::Third),
            "fourth" => Some(Self::Fourth),
            _ => None,
        }
    }
}

/// Words of a surname that people and clinics often omit.
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains_key(word)
}

/// Words that are often omitted inside a compound given name: Maria de Jesus. They are fewer than in surnames, because
/// Do, Van and Le are given names too.
pub fn is_given_particle(word: &str) -> bool {
    PARTICLES.get(word).copied().unwrap_or_default()
}

/// True if the words replace an unknown name: Baby Boy, Twin A, Newborn.
pub fn is_placeholder(words: &[String]) -> bool {
    let says_so = |word: &String| PLACEHOLDERS.get(word.as_str()).copied();
    words.first().is_some_and(|word| says_so(word) == Some(true))
        && words
            .iter()
            .all(|word| says_so(word).is_some() || word.chars().count() == 1)
}

/// True if one is a short form or another spelling of the other, or both are short forms of one name.
pub fn are_nicknames(a: &str, b: &str) -> bool {
    are_spellings(a, b)
        || names_of(a).any(|name| name == b || are_spellings(name, b))
        || names_of(b).any(|name| name == a || are_spellings(name, a))
        // Jenny and Jen both abbreviate Jennifer; two names that are also given names by themselves belong to two
        // people.
        || (!(is_known_given_name(a) && is_known_given_name(b))
            && names_of(a).any(|name| names_of(b).any(|other| name == other)))
}

/// True for two spellings of one name: Sara and Sarah, Mohamed and Muhammad.
pub fn are_spellings(a: &str, b: &str) -> bool {
    match (SPELLINGS.get(a), SPELLINGS.get(b)) {
        (Some(a), Some(b)) => a.iter().any(|line| b.contains(line)),
        _ => false,
    }
}

/// The full names of a short form. Its ending may have any spelling that does not make it another name: Berny is
/// Bernie, but Mary is not Mari.
fn names_of(short: &str) -> impl Iterator<Item = &'static str> {
    let is_a_name = is_known_given_name(short);
    NICKNAMES
        .get(&with_one_ending(short))
        .into_iter()
        .flatten()
        .filter(move |(own, _)| *own == short || !is_a_name)
        .map(|(_, name)| *name)
}

/// True for a common given name: a spelling that results in one is rarely a typing error.
pub fn is_known_given_name(word: &str) -> bool {
    GIVEN_NAMES.contains(word) || SYLLABLES.contains(word)
}

/// True for a Chinese or Korean name of two syllables, such as Meilan or Jihoon; these are too many to list.
pub fn is_two_syllables(word: &str) -> bool {
    word.is_ascii()
        && (1..word.len()).any(|at| SYLLABLES.contains(&word[..at]) && SYLLABLES.contains(&word[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::normalize::words;

    #[test]
    fn nicknames_are_known_both_ways_and_in_every_spelling() {
        for (a, b) in [
            ("bill", "william"),
            ("william", "bill"),
            ("ze", "jose"),
            ("lupita", "guadalupe"),
            ("berny", "bernard"),
            ("kathi", "kathryn"),
            ("shelley", "michele"),
            ("mohamed", "muhammad"),
            ("sara", "sarah"),
        ] {
            assert!(are_nicknames(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("bill", "robert"),
            ("alexander", "alexandra"),
            ("john", "james"),
            ("carl", "charlie"),
            ("ella", "ellie"),
            ("emma", "emily"),
        ] {
            assert!(!are_nicknames(a, b), "{a} {b}");
        }
    }

    #[test]
    fn names_that_twins_are_given_together_are_no_short_forms() {
        for (a, b) in [
            ("beth", "bethany"),
            ("jerry", "jeremy"),
            ("kristy", "kristina"),
            ("jenna", "jennifer"),
            ("anne", "annette"),
            ("jesse", "jesus"),
            ("aiden", "ayden"),
            ("maria", "mariah"),
            ("mary", "maria"),
        ] {
            assert!(!are_nicknames(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_placeholder_is_distinguished_from_a_name() {
        for text in [
            "Baby Boy",
            "BABYGIRL",
            "Twin A",
            "newborn",
            "Infant Female",
            "Unknown",
            "Baby",
            "Baby girl one",
        ] {
            assert!(is_placeholder(&words(text)), "{text}");
        }
        for text in ["Babette", "Boyd", "Twinkle", "Baby Maria", "A", "", "First"] {
            assert!(!is_placeholder(&words(text)), "{text}");
        }
    }

    #[test]
    fn two_syllables_make_a_name() {
        for word in ["meilan", "shantao", "jihoon", "minseo"] {
            assert!(is_two_syllables(word), "{word}");
        }
        for word in ["qqianghui", "robert", "lan", ""] {
            assert!(!is_two_syllables(word), "{word}");
        }
    }
}
