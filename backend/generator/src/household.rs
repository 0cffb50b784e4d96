//! The members of a household: ages, genders, parents. Other modules add names and contacts.

use chrono::NaiveDate;
use shared::demographics::Gender;

use super::person::{AS_OF, after};
use super::seeded::Seeded;

/// The size of the largest household.
pub const LARGEST: usize = 7;

/// A role in the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// One of the adults who head the household.
    Head,
    Child,
    /// A parent of the first head.
    Grandparent,
}

/// A member of a household.
#[derive(Clone, Copy)]
pub struct Member {
    pub role: Role,
    pub gender: Gender,
    pub birth_date: NaiveDate,
    pub birth_order: Option<u8>,
}

#[derive(Clone, Copy)]
enum Shape {
    Alone,
    Couple,
    Family,
    LoneParent,
    ThreeGenerations,
}

const SHAPES: [(u64, Shape); 5] = [
    (36, Shape::Alone),
    (32, Shape::Couple),
    (20, Shape::Family),
    (8, Shape::LoneParent),
    (4, Shape::ThreeGenerations),
];

/// One to seven people; the heads come first.
pub fn members(numbers: &mut Seeded) -> Vec<Member> {
    let mut members = Vec::with_capacity(LARGEST);
    match numbers.weighted(&SHAPES) {
        Shape::Alone => {
            let age = numbers.between(19..=60) + numbers.between(0..=35);
            let gender = either(numbers);
            members.push(member(Role::Head, gender, age, numbers));
        }
        Shape::Couple => {
            let age = numbers.between(23..=60) + numbers.between(0..=30);
            couple(&mut members, age, numbers);
        }
        Shape::Family => {
            let age = numbers.between(22..=54);
            couple(&mut members, age, numbers);
            children(&mut members, age, numbers);
        }
        Shape::LoneParent => {
            let age = numbers.between(20..=52);
            let gender = if numbers.chance(820) {
                Gender::Female
            } else {
                Gender::Male
            };
            members.push(member(Role::Head, gender, age, numbers));
            children(&mut members, age, numbers);
        }
        Shape::ThreeGenerations => {
            let age = numbers.between(24..=50);
            couple(&mut members, age, numbers);
            let elder = age + numbers.between(20..=34);
            members.push(member(Role::Grandparent, Gender::Female, elder, numbers));
            if numbers.chance(500) {
                members.push(member(Role::Grandparent, Gender::Male, elder + 2, numbers));
            }
            children(&mut members, age, numbers);
        }
    }
    members
}

fn either(numbers: &mut Seeded) -> Gender {
    if numbers.chance(500) {
        Gender::Female
    } else {
        Gender::Male
    }
}

fn member(role: Role, gender: Gender, age: i64, numbers: &mut Seeded) -> Member {
    Member {
        role,
        gender,
        birth_date: born(age, numbers),
        birth_order: None,
    }
}

/// A birthday of a person with this age.
fn born(age: i64, numbers: &mut Seeded) -> NaiveDate {
    after(AS_OF, -(age * 365 + age / 4 + numbers.between(2..=362)))
}

fn couple(members: &mut Vec<Member>, age: i64, numbers: &mut Seeded) {
    let first = if numbers.chance(970) {
        Gender::Female
    } else {
        either(numbers)
    };
    let second = match first {
        Gender::Female if numbers.chance(985) => Gender::Male,
        same => same,
    };
    let other_age = (age + numbers.between(-4..=8)).max(20);
    members.push(member(Role::Head, first, age, numbers));
    members.push(member(Role::Head, second, other_age, numbers));
}

/// The children of a parent with this age, eldest first; a few are twins.
fn children(members: &mut Vec<Member>, parent_age: i64, numbers: &mut Seeded) {
    let wanted = numbers.weighted(&[(34, 1), (40, 2), (18, 3), (6, 4), (2, 5)]);
    let end = LARGEST.min(members.len() + wanted);
    let mut age = numbers.between(0..=(parent_age - 19).min(22));
    while members.len() < end && age >= 0 {
        let child = member(Role::Child, either(numbers), age, numbers);
        if members.len() + 1 < end && numbers.chance(28) {
            let twin = |gender, order| Member {
                gender,
                birth_order: Some(order),
                ..child
            };
            members.push(twin(child.gender, 1));
            let same = numbers.chance(660);
            members.push(twin(if same { child.gender } else { either(numbers) }, 2));
        } else {
            members.push(child);
        }
        age -= numbers.between(1..=5);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_has_one_to_seven_people_and_parents_are_older_than_children() {
        let mut sizes = [0; LARGEST + 1];
        for number in 0..5000 {
            let members = members(&mut Seeded::new(7, number));
            sizes[members.len()] += 1;
            let parent = &members[0];
            for child in members.iter().filter(|member| member.role == Role::Child) {
                assert!(child.birth_date > after(parent.birth_date, 17 * 365));
            }
            assert!(members.iter().all(|member| member.birth_date < AS_OF));
        }
        assert_eq!(sizes[0], 0);
        assert!(sizes[1..].iter().all(|count| *count > 0), "{sizes:?}");
    }
}
