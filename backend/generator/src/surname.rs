//! Surnames: their number, their order, and how they change with gender.

use shared::demographics::Gender;

use super::names::Origin;
use super::seeded::Seeded;

/// The surnames from both parents.
#[derive(Clone, Copy)]
pub struct Surname {
    origin: Origin,
    father: &'static str,
    mother: &'static str,
}

/// How a family forms its surnames.
#[derive(Clone, Copy)]
pub enum Order {
    /// The father's surname only.
    One,
    /// García López
    FatherMother,
    /// García-López; also used by children whose parents kept their names
    Hyphen,
    /// López da Silva
    MotherFather,
}

impl Order {
    pub fn of(origin: Origin, numbers: &mut Seeded) -> Self {
        match origin {
            Origin::Spanish => {
                numbers.weighted(&[(6, Self::FatherMother), (1, Self::Hyphen), (3, Self::One)])
            }
            Origin::Brazilian | Origin::CapeVerdean => {
                numbers.weighted(&[(9, Self::MotherFather), (11, Self::One)])
            }
            Origin::Anglo | Origin::Irish => numbers.weighted(&[(24, Self::One), (1, Self::Hyphen)]),
            Origin::Haitian
            | Origin::Vietnamese
            | Origin::Chinese
            | Origin::Indian
            | Origin::Arabic
            | Origin::Russian
            | Origin::Korean => Self::One,
        }
    }
}

impl Surname {
    pub fn draw(origin: Origin, numbers: &mut Seeded) -> Self {
        let list = &origin.names().surname;
        Self {
            origin,
            father: list.draw(numbers),
            mother: list.draw(numbers),
        }
    }

    /// The child of a father with this surname and that mother.
    pub const fn of_child(&self, mother: &Self) -> Self {
        Self {
            origin: self.origin,
            father: self.father,
            mother: mother.father,
        }
    }

    pub fn written(&self, order: Order, gender: Gender) -> String {
        let (father, mother) = (self.father, self.mother);
        match order {
            _ if self.origin == Origin::Russian => in_gender(father, gender),
            Order::One => father.to_owned(),
            _ if father == mother => father.to_owned(),
            Order::FatherMother => format!("{father} {mother}"),
            Order::Hyphen => format!("{father}-{mother}"),
            Order::MotherFather => format!("{mother} {father}"),
        }
    }
}

/// Ivanov and Ivanova, Zelensky and Zelenskaya; Shevchenko does not change.
fn in_gender(surname: &str, gender: Gender) -> String {
    let is_adjective = ["ov", "ev", "yov", "in"].iter().any(|end| surname.ends_with(end));
    match (gender, surname.strip_suffix("sky")) {
        (Gender::Female, Some(stem)) => format!("{stem}skaya"),
        (Gender::Female, None) if is_adjective => format!("{surname}a"),
        (Gender::Female | Gender::Male | Gender::Other | Gender::Unknown, _) => surname.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_is_written_as_its_origin_does() {
        let of = |origin, father, mother| Surname {
            origin,
            father,
            mother,
        };
        let spanish = of(Origin::Spanish, "García", "López");
        assert_eq!(
            spanish.written(Order::FatherMother, Gender::Female),
            "García López"
        );
        assert_eq!(spanish.written(Order::Hyphen, Gender::Female), "García-López");
        let brazilian = of(Origin::Brazilian, "da Silva", "Lima");
        assert_eq!(
            brazilian.written(Order::MotherFather, Gender::Male),
            "Lima da Silva"
        );
        assert_eq!(
            spanish
                .of_child(&brazilian)
                .written(Order::FatherMother, Gender::Male),
            "García da Silva"
        );
        let russian = |name| of(Origin::Russian, name, "Popov").written(Order::One, Gender::Female);
        assert_eq!(russian("Ivanov"), "Ivanova");
        assert_eq!(russian("Zelensky"), "Zelenskaya");
        assert_eq!(russian("Shevchenko"), "Shevchenko");
    }
}
