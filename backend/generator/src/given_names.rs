//! Given names, unique in a household, and middle names by origin.

use shared::demographics::Gender;

use super::names::{NameList, NameLists, Origin};
use super::seeded::Seeded;

/// Assigns each given name once in a household.
pub struct GivenNames {
    used: Vec<&'static str>,
    /// The separator between the syllables of Chinese and Korean given names: Xiu Ying, Xiu-ying, Xiuying.
    between_syllables: Option<&'static str>,
}

impl GivenNames {
    pub fn new(numbers: &mut Seeded) -> Self {
        Self {
            used: Vec::new(),
            between_syllables: numbers.weighted(&[(4, Some("")), (3, None), (3, Some("-"))]),
        }
    }

    pub fn draw(&mut self, origin: Origin, gender: Gender, numbers: &mut Seeded) -> String {
        let list = of_gender(origin.names(), gender);
        let mut name = list.draw(numbers);
        for _ in 0..20 {
            if !self.used.contains(&name) {
                break;
            }
            name = list.draw(numbers);
        }
        self.used.push(name);
        let has_syllables = matches!(origin, Origin::Chinese | Origin::Korean);
        match (name.split_once(' '), self.between_syllables) {
            (Some((first, second)), Some(between)) if has_syllables => {
                format!("{first}{between}{}", second.to_lowercase())
            }
            (Some(_) | None, _) => name.to_owned(),
        }
    }
}

/// Another given name, its initial, or a middle name of this origin; empty for many people.
pub fn middle(origin: Origin, gender: Gender, numbers: &mut Seeded) -> Option<String> {
    let lists = origin.names();
    let own = match gender {
        Gender::Female => &lists.female_middle,
        Gender::Male | Gender::Other | Gender::Unknown => &lists.male_middle,
    };
    if !own.is_empty() {
        return numbers.chance(750).then(|| own.draw(numbers).to_owned());
    }
    let (in_full, initial) = match origin {
        Origin::Anglo | Origin::Irish => (420, 330),
        Origin::Spanish | Origin::Brazilian | Origin::CapeVerdean | Origin::Haitian => (300, 120),
        Origin::Vietnamese
        | Origin::Chinese
        | Origin::Indian
        | Origin::Arabic
        | Origin::Russian
        | Origin::Korean => (60, 90),
    };
    let second = |numbers: &mut Seeded| of_gender(lists, gender).draw(numbers);
    match numbers.below(1000) {
        roll if roll < in_full => Some(second(numbers).to_owned()),
        roll if roll < in_full + initial => second(numbers).chars().next().map(String::from),
        _ => None,
    }
}

fn of_gender(lists: &NameLists, gender: Gender) -> &NameList {
    match gender {
        Gender::Female => &lists.female,
        Gender::Male | Gender::Other | Gender::Unknown => &lists.male,
    }
}
