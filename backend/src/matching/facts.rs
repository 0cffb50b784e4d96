//! The project's own facts about names, read once from the files in `backend/data`. All words are normalised.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::names::Suffix;

/// Maps a short form, with a uniform ending, to its own spelling and the full names that it abbreviates.
pub static NICKNAMES: LazyLock<HashMap<String, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<(&str, &str)>> = HashMap::new();
    for fact in table(include_str!("../../data/nicknames.tsv")) {
        names.entry(with_one_ending(fact.0)).or_default().push(fact);
    }
    names
});

/// Maps a name to its lines in `spellings.txt`: two names that share a line are spellings of one name.
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

/// The syllables of Chinese and Korean given names in Latin letters; each may also be a whole name.
pub static SYLLABLES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../data/name_syllables.txt").lines().collect());

pub static SUFFIXES: LazyLock<HashMap<&str, Suffix>> = LazyLock::new(|| {
    table(include_str!("../../data/suffixes.tsv"))
        .filter_map(|(word, suffix)| Some((word, Suffix::named(suffix)?)))
        .collect()
});

/// Maps a particle to whether given names omit it too.
pub static PARTICLES: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| {
    table(include_str!("../../data/particles.tsv"))
        .map(|(word, of)| (word, of == "any name"))
        .collect()
});

/// Maps a word to whether it alone is a placeholder for an unknown name.
pub static PLACEHOLDERS: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| {
    table(include_str!("../../data/placeholders.tsv"))
        .map(|(word, means)| (word, means == "placeholder"))
        .collect()
});

/// The lines of a table with two columns, without its header line.
fn table(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().skip(1).filter_map(|line| line.split_once('\t'))
}

/// The short form with a uniform ending: Vicki, Vickie and Vicky are equal.
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
