//! The project's own facts about names, read once from the files of `backend/data`. All words are normalised.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::names::Suffix;

/// A short form, in the one spelling of its ending, to its own spelling and the names it stands for.
pub static NICKNAMES: LazyLock<HashMap<String, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<(&str, &str)>> = HashMap::new();
    for fact in table(include_str!("../../data/nicknames.tsv")) {
        names.entry(with_one_ending(fact.0)).or_default().push(fact);
    }
    names
});

/// A name to the lines of `spellings.txt` it stands in: two that share a line are one name.
pub static SPELLINGS: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut lines: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, line) in include_str!("../../data/spellings.txt").lines().enumerate() {
        for word in line.split(' ') {
            lines.entry(word).or_default().push(number);
        }
    }
    lines
});

pub static GIVEN_NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../data/given_names.txt").lines().collect());

/// Of Chinese and Korean given names in Latin letters; each is a name by itself, too.
pub static SYLLABLES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../data/name_syllables.txt").lines().collect());

pub static SUFFIXES: LazyLock<HashMap<&str, Suffix>> = LazyLock::new(|| {
    table(include_str!("../../data/suffixes.tsv"))
        .filter_map(|(word, suffix)| Some((word, Suffix::named(suffix)?)))
        .collect()
});

/// A particle, and whether it is left out of given names too.
pub static PARTICLES: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| {
    table(include_str!("../../data/particles.tsv"))
        .map(|(word, of)| (word, of == "any name"))
        .collect()
});

/// A word, and whether it alone says that nobody knows the name.
pub static PLACEHOLDERS: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| {
    table(include_str!("../../data/placeholders.tsv"))
        .map(|(word, means)| (word, means == "placeholder"))
        .collect()
});

/// The lines of a table of two columns, below its header line.
fn table(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().skip(1).filter_map(|line| line.split_once('\t'))
}

/// The same short form, however its ending is written: Vicki, Vickie and Vicky.
pub fn with_one_ending(short: &str) -> String {
    ["ie", "ey", "ee", "i", "y"]
        .iter()
        .filter_map(|ending| short.strip_suffix(ending))
        .find(|stem| stem.len() > 1 && stem.ends_with(|c| !"aeiou".contains(c)))
        .map_or_else(|| short.to_owned(), |stem| format!("{stem}y"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::normalize::words;

    #[test]
    fn every_fact_is_written_as_names_are_compared() {
        let facts = [
            include_str!("../../data/nicknames.tsv"),
            include_str!("../../data/spellings.txt"),
            include_str!("../../data/given_names.txt"),
            include_str!("../../data/name_syllables.txt"),
        ];
        for word in facts.iter().flat_map(|text| text.split_whitespace()) {
            assert_eq!(words(word), [word], "{word}");
        }
    }

    #[test]
    fn no_line_of_a_fact_file_is_lost() {
        let lines = |text: &str| text.lines().count();
        assert_eq!(
            NICKNAMES.values().map(Vec::len).sum::<usize>(),
            lines(include_str!("../../data/nicknames.tsv")) - 1
        );
        assert_eq!(SUFFIXES.len(), lines(include_str!("../../data/suffixes.tsv")) - 1);
        assert_eq!(
            PARTICLES.len(),
            lines(include_str!("../../data/particles.tsv")) - 1
        );
        assert_eq!(
            PLACEHOLDERS.len(),
            lines(include_str!("../../data/placeholders.tsv")) - 1
        );
        assert_eq!(
            GIVEN_NAMES.len(),
            lines(include_str!("../../data/given_names.txt"))
        );
        assert_eq!(
            SYLLABLES.len(),
            lines(include_str!("../../data/name_syllables.txt"))
        );
    }

    #[test]
    fn an_ending_has_one_spelling() {
        for (short, one) in [
            ("vicki", "vicky"),
            ("vickie", "vicky"),
            ("mickey", "micky"),
            ("joey", "joey"),
            ("ray", "ray"),
            ("lee", "lee"),
            ("bob", "bob"),
        ] {
            assert_eq!(with_one_ending(short), one);
        }
    }
}
