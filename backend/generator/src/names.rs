//! Given names and surnames by origin; common names come first and have a greater weight.

use std::sync::LazyLock;

use super::seeded::Seeded;

/// The origin of a family's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Anglo,
    Irish,
    Spanish,
    Brazilian,
    CapeVerdean,
    Haitian,
    Vietnamese,
    Chinese,
    Indian,
    Arabic,
    Russian,
    Korean,
}

impl Origin {
    pub const ALL: [Self; 12] = [
        Self::Anglo,
        Self::Irish,
        Self::Spanish,
        Self::Brazilian,
        Self::CapeVerdean,
        Self::Haitian,
        Self::Vietnamese,
        Self::Chinese,
        Self::Indian,
        Self::Arabic,
        Self::Russian,
        Self::Korean,
    ];

    pub fn names(self) -> &'static NameLists {
        &LISTS[self as usize]
    }

    const fn file(self) -> &'static str {
        match self {
            Self::Anglo => include_str!("../data/names/anglo.tsv"),
            Self::Irish => include_str!("../data/names/irish.tsv"),
            Self::Spanish => include_str!("../data/names/spanish.tsv"),
            Self::Brazilian => include_str!("../data/names/brazilian.tsv"),
            Self::CapeVerdean => include_str!("../data/names/cape_verdean.tsv"),
            Self::Haitian => include_str!("../data/names/haitian.tsv"),
            Self::Vietnamese => include_str!("../data/names/vietnamese.tsv"),
            Self::Chinese => include_str!("../data/names/chinese.tsv"),
            Self::Indian => include_str!("../data/names/indian.tsv"),
            Self::Arabic => include_str!("../data/names/arabic.tsv"),
            Self::Russian => include_str!("../data/names/russian.tsv"),
            Self::Korean => include_str!("../data/names/korean.tsv"),
        }
    }
}

/// The names of one origin.
pub struct NameLists {
    pub female: NameList,
    pub male: NameList,
    pub surname: NameList,
    /// Empty if a middle name is another given name.
    pub female_middle: NameList,
    pub male_middle: NameList,
}

/// Names with their weights.
pub struct NameList {
    pub names: Vec<&'static str>,
    /// The cumulative weights.
    sums: Vec<u64>,
}

impl NameList {
    /// The n-th name has the weight 1/(n + 8): Zipf's law, flattened at the top.
    fn new(names: Vec<&'static str>) -> Self {
        let mut sum = 0;
        let mut sums = Vec::with_capacity(names.len());
        for rank in 0..names.len() as u64 {
            sum += 1_000_000 / (rank + 8);
            sums.push(sum);
        }
        Self { names, sums }
    }

    pub fn draw(&self, numbers: &mut Seeded) -> &'static str {
        let end = *self.sums.last().expect("a list that is drawn from has names");
        let number = numbers.below(end);
        self.names[self.sums.partition_point(|sum| *sum <= number)]
    }

    pub const fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

static LISTS: LazyLock<[NameLists; 12]> = LazyLock::new(|| Origin::ALL.map(|origin| lists(origin.file())));

fn lists(file: &'static str) -> NameLists {
    let of_kind = |kind: &str| {
        let names = file.lines().filter_map(|line| line.split_once('\t'));
        NameList::new(
            names
                .filter(|(word, _)| *word == kind)
                .map(|(_, name)| name)
                .collect(),
        )
    };
    NameLists {
        female: of_kind("female"),
        male: of_kind("male"),
        surname: of_kind("surname"),
        female_middle: of_kind("female-middle"),
        male_middle: of_kind("male-middle"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_origin_has_names_that_need_no_escape_in_any_format() {
        for origin in Origin::ALL {
            let lists = origin.names();
            for list in [&lists.female, &lists.male, &lists.surname] {
                assert!(list.names.len() >= 30, "{origin:?}");
            }
            let middle = [&lists.female_middle, &lists.male_middle];
            for list in [&lists.female, &lists.male, &lists.surname]
                .into_iter()
                .chain(middle)
            {
                for name in &list.names {
                    let is_plain = |c: char| c.is_alphabetic() || " -.'".contains(c);
                    assert!(name.trim() == *name && name.chars().all(is_plain), "{name}");
                }
            }
        }
    }

    #[test]
    fn common_names_repeat_and_rare_ones_occur() {
        let list = &Origin::Anglo.names().surname;
        let mut numbers = Seeded::new(1, 1);
        let drawn: Vec<_> = (0..20_000).map(|_| list.draw(&mut numbers)).collect();
        let count = |name| drawn.iter().filter(|other| **other == name).count();
        let last = *list.names.last().unwrap();
        assert!(count(list.names[0]) > 5 * count(last) && count(last) > 0);
    }
}
