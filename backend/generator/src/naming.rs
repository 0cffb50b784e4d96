//! The names of a household: surnames by the customs of each origin, and unique given names.

use shared::demographics::Gender;

use super::given_names::{GivenNames, middle};
use super::household::{Member, Role};
use super::names::Origin;
use super::person::{AS_OF, age_on};
use super::seeded::Seeded;
use super::surname::{Order, Surname};

/// A person's full name as reported.
pub struct FullName {
    pub first: String,
    pub middle: Option<String>,
    pub last: String,
    pub suffix: Option<&'static str>,
    pub maiden: Option<String>,
}

const ORIGINS: [(u64, Origin); 12] = [
    (44, Origin::Anglo),
    (9, Origin::Irish),
    (14, Origin::Spanish),
    (7, Origin::Brazilian),
    (4, Origin::CapeVerdean),
    (3, Origin::Haitian),
    (4, Origin::Vietnamese),
    (5, Origin::Chinese),
    (4, Origin::Indian),
    (2, Origin::Arabic),
    (3, Origin::Russian),
    (1, Origin::Korean),
];

/// A name of any origin.
pub fn stranger(gender: Gender, numbers: &mut Seeded) -> FullName {
    let origin = numbers.weighted(&ORIGINS);
    let order = Order::of(origin, numbers);
    let surname = Surname::draw(origin, numbers);
    let mut given = GivenNames::new(numbers);
    full(
        origin,
        gender,
        given.draw(origin, gender, numbers),
        surname.written(order, gender),
        numbers,
    )
}

/// The names of these members, in their order.
pub fn names(members: &[Member], numbers: &mut Seeded) -> Vec<FullName> {
    let origin = numbers.weighted(&ORIGINS);
    let mut given = GivenNames::new(numbers);
    let heads = heads(members, origin, numbers);
    let mut names: Vec<FullName> = Vec::with_capacity(members.len());
    for (place, member) in members.iter().enumerate() {
        let name = match (member.role, heads.get(place)) {
            (Role::Head, Some(head)) => {
                let first = given.draw(head.origin, member.gender, numbers);
                let (last, maiden) = married(head, member.gender, &heads, members, numbers);
                let name = full(head.origin, member.gender, first, last, numbers);
                FullName { maiden, ..name }
            }
            (Role::Grandparent, _) => {
                let first = given.draw(origin, member.gender, numbers);
                let last = elder(&heads[0], member.gender, numbers);
                full(origin, member.gender, first, last, numbers)
            }
            (Role::Child | Role::Head, _) => child(*member, &heads, &mut given, members, numbers),
        };
        names.push(name);
    }
    hand_down(members, &mut names, numbers);
    names
}

struct Head {
    origin: Origin,
    order: Order,
    surname: Surname,
}

fn heads(members: &[Member], origin: Origin, numbers: &mut Seeded) -> Vec<Head> {
    let count = members.iter().filter(|member| member.role == Role::Head).count();
    (0..count)
        .map(|place| {
            let is_from_elsewhere = place > 0 && numbers.chance(120);
            let origin = if is_from_elsewhere {
                numbers.weighted(&ORIGINS)
            } else {
                origin
            };
            Head {
                origin,
                order: Order::of(origin, numbers),
                surname: Surname::draw(origin, numbers),
            }
        })
        .collect()
}

/// A head's surname, and the maiden name if it changed and was recorded.
fn married(
    head: &Head,
    gender: Gender,
    heads: &[Head],
    members: &[Member],
    numbers: &mut Seeded,
) -> (String, Option<String>) {
    let born = head.surname.written(head.order, gender);
    let husband = heads
        .iter()
        .zip(members)
        .find(|(_, member)| member.gender == Gender::Male);
    match husband {
        Some((husband, _)) if gender == Gender::Female && numbers.chance(takes_his_name(head.origin)) => {
            let is_noted = numbers.chance(400);
            (
                husband.surname.written(husband.order, gender),
                is_noted.then_some(born),
            )
        }
        Some(_) | None => (born, None),
    }
}

/// In a thousand marriages.
const fn takes_his_name(origin: Origin) -> u64 {
    match origin {
        Origin::Anglo | Origin::Irish => 740,
        Origin::Russian => 850,
        Origin::Haitian | Origin::Indian => 650,
        Origin::Brazilian | Origin::CapeVerdean => 430,
        Origin::Arabic | Origin::Spanish => 130,
        Origin::Vietnamese | Origin::Chinese | Origin::Korean => 60,
    }
}

fn elder(head: &Head, gender: Gender, numbers: &mut Seeded) -> String {
    if gender == Gender::Male || numbers.chance(600) {
        head.surname.written(Order::One, gender)
    } else {
        Surname::draw(head.origin, numbers).written(Order::One, gender)
    }
}

fn child(
    member: Member,
    heads: &[Head],
    given: &mut GivenNames,
    members: &[Member],
    numbers: &mut Seeded,
) -> FullName {
    let is_father = |place: &usize| members[*place].gender == Gender::Male;
    let father = (0..heads.len()).find(is_father).unwrap_or(0);
    let mother = (0..heads.len()).find(|place| *place != father).unwrap_or(father);
    let (father, mother) = (&heads[father], &heads[mother]);
    let surname = father.surname.of_child(&mother.surname);
    let last = surname.written(father.order, member.gender);
    let is_newborn = age_on(member.birth_date, AS_OF) == 0 && member.birth_order.is_none();
    if is_newborn && numbers.chance(40) {
        let first = match member.gender {
            Gender::Female => *numbers.one_of(&["BABY GIRL", "Baby Girl", "BABYGIRL"]),
            Gender::Male | Gender::Other | Gender::Unknown => {
                *numbers.one_of(&["BABY BOY", "Baby Boy", "BABYBOY"])
            }
        };
        return FullName {
            first: first.to_owned(),
            middle: None,
            last,
            suffix: None,
            maiden: None,
        };
    }
    // Many children have an English given name.
    let origin = if numbers.chance(300) {
        Origin::Anglo
    } else {
        father.origin
    };
    let first = given.draw(origin, member.gender, numbers);
    full(father.origin, member.gender, first, last, numbers)
}

fn full(origin: Origin, gender: Gender, first: String, last: String, numbers: &mut Seeded) -> FullName {
    let middle = middle(origin, gender, numbers).filter(|middle| *middle != first);
    FullName {
        first,
        middle,
        last,
        suffix: None,
        maiden: None,
    }
}

/// A first son may have his father's name, as Jr.
fn hand_down(members: &[Member], names: &mut [FullName], numbers: &mut Seeded) {
    let place_of = |role| {
        let is_he = |member: &Member| {
            member.role == role && member.gender == Gender::Male && member.birth_order.is_none()
        };
        members.iter().position(is_he)
    };
    let (Some(father), Some(son)) = (place_of(Role::Head), place_of(Role::Child)) else {
        return;
    };
    let is_named = !names[son].first.to_uppercase().starts_with("BABY");
    if is_named && names[father].last == names[son].last && numbers.chance(60) {
        names[son] = FullName {
            first: names[father].first.clone(),
            middle: names[father].middle.clone(),
            last: names[son].last.clone(),
            suffix: Some("Jr"),
            maiden: None,
        };
        names[father].suffix = numbers.chance(400).then_some("Sr");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::household;

    #[test]
    fn given_names_are_unique_in_a_household_except_for_a_junior() {
        for number in 0..3000 {
            let mut numbers = Seeded::new(3, number);
            let members = household::members(&mut numbers);
            let names = names(&members, &mut numbers);
            let own = names
                .iter()
                .filter(|name| name.suffix != Some("Jr") && !name.first.to_uppercase().starts_with("BABY"));
            let all: Vec<_> = own.map(|name| &name.first).collect();
            let different: HashSet<_> = all.iter().collect();
            assert_eq!(all.len(), different.len());
        }
    }
}
