//! What is known about names: suffixes, particles, placeholders, nicknames, given names. All words are normalised.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Which of the family's bearers of one name.
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
        match word {
            "jr" | "junior" => Some(Self::Junior),
            "sr" | "senior" => Some(Self::Senior),
            "ii" | "2nd" => Some(Self::Second),
            "iii" | "3rd" => Some(Self::Third),
            "iv" | "4th" => Some(Self::Fourth),
            _ => None,
        }
    }
}

/// Words of a surname that people and clinics write or leave out as they like.
pub fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "da" | "de"
            | "do"
            | "dos"
            | "das"
            | "del"
            | "della"
            | "di"
            | "du"
            | "d"
            | "e"
            | "y"
            | "la"
            | "las"
            | "le"
            | "les"
            | "lo"
            | "los"
            | "van"
            | "von"
            | "vander"
            | "der"
            | "den"
            | "ter"
            | "ten"
            | "st"
            | "saint"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "mc"
            | "mac"
            | "o"
    )
}

/// Words that stand inside a compound given name and are left out as easily: Maria de Jesus. Fewer than in surnames,
/// because Do, Van and Le are given names too.
pub fn is_given_particle(word: &str) -> bool {
    matches!(
        word,
        "da" | "de" | "dos" | "das" | "del" | "e" | "y" | "la" | "las" | "los"
    )
}

/// True when the words say that nobody knows the name: Baby Boy, Twin A, Newborn.
pub fn is_placeholder(words: &[String]) -> bool {
    let says_so = |word: &str| {
        matches!(
            word,
            "baby"
                | "babyboy"
                | "babygirl"
                | "boy"
                | "girl"
                | "newborn"
                | "infant"
                | "twin"
                | "twina"
                | "twinb"
                | "unknown"
                | "unk"
                | "test"
                | "noname"
                | "nofirstname"
                | "bb"
                | "bg"
        )
    };
    let counts = |word: &str| {
        matches!(word, "male" | "female" | "name" | "first" | "one" | "two" | "of")
            || word.chars().count() == 1
    };
    words.first().is_some_and(|word| says_so(word)) && words.iter().all(|word| says_so(word) || counts(word))
}

/// True when one is a short form of the other, or both are short forms of one name.
pub fn are_nicknames(a: &str, b: &str) -> bool {
    let names = |short: &str| NICKNAMES.get(short).map_or(&[][..], Vec::as_slice);
    names(a).contains(&b) || names(b).contains(&a) || names(a).iter().any(|name| names(b).contains(name))
}

/// True for the names of many people: what lands on one of them is hardly a typing error.
pub fn is_known_given_name(word: &str) -> bool {
    GIVEN_NAMES.contains(word)
}

/// Short form to the names it stands for.
static NICKNAMES: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut names: HashMap<&str, Vec<&str>> = HashMap::new();
    for (short, name) in include_str!("../../data/nicknames.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
    {
        names.entry(short).or_default().push(name);
    }
    names
});

static GIVEN_NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../data/given_names.txt").lines().collect());

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::normalize::words;

    #[test]
    fn nicknames_are_known_both_ways_and_through_their_name() {
        for (a, b) in [
            ("bill", "william"),
            ("william", "bill"),
            ("bob", "rob"),
            ("ze", "jose"),
            ("lupita", "guadalupe"),
        ] {
            assert!(are_nicknames(a, b), "{a} {b}");
        }
        for (a, b) in [("bill", "robert"), ("alexander", "alexandra"), ("john", "james")] {
            assert!(!are_nicknames(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_placeholder_is_told_from_a_name() {
        for text in [
            "Baby Boy",
            "BABYGIRL",
            "Twin A",
            "newborn",
            "Infant Female",
            "Unknown",
            "Baby",
        ] {
            assert!(is_placeholder(&words(text)), "{text}");
        }
        for text in ["Babette", "Boyd", "Twinkle", "Baby Maria", "A", ""] {
            assert!(!is_placeholder(&words(text)), "{text}");
        }
    }

    #[test]
    fn every_fact_is_written_as_names_are_compared() {
        let facts = NICKNAMES
            .iter()
            .flat_map(|(short, names)| names.iter().chain([short]));
        for word in facts.chain(GIVEN_NAMES.iter()) {
            assert_eq!(words(word), [word.to_string()], "{word}");
        }
        assert!(NICKNAMES.len() > 150 && GIVEN_NAMES.len() > 900);
    }
}
