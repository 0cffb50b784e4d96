//! The contacts of a household: which phone numbers and addresses each member's record has.

use shared::demographics::Gender;

use super::household::{Member, Role};
use super::naming::FullName;
use super::person::{AS_OF, Contact, age_on};
use super::phone_book::PhoneBook;
use super::seeded::Seeded;
use super::spelling::for_address;
use backend::matching::canonical_contact::ContactKind;

/// The contacts of one member.
#[derive(Default)]
pub struct Reach {
    pub own: Vec<Contact>,
    /// The contacts reported as a parent's, and the head to whom they belong.
    pub guardian: Option<(usize, Vec<Contact>)>,
}

/// The contacts of all members, in their order. `first_number` is the number of the first member.
pub fn reach(
    members: &[Member],
    names: &[FullName],
    first_number: u64,
    book: &mut PhoneBook,
    numbers: &mut Seeded,
) -> Vec<Reach> {
    let mut all: Vec<Reach> = Vec::with_capacity(members.len());
    if numbers.chance(10) {
        all.resize_with(members.len(), Reach::default);
        return all;
    }
    let has_phones = book.has_room(numbers);
    for (place, (member, name)) in members.iter().zip(names).enumerate() {
        let age = age_on(member.birth_date, AS_OF);
        let likely = likely(member.role, place, age, has_phones);
        let mut own = Vec::new();
        if numbers.chance(likely.phone) {
            own.extend(book.next(numbers));
        }
        if age >= 18 && has_phones && numbers.chance(80) {
            own.extend(book.next(numbers));
        }
        if age >= 18 && place > 0 && numbers.chance(if own.is_empty() { 600 } else { 80 }) {
            let shared = all[0]
                .own
                .iter()
                .find(|contact| contact.kind == ContactKind::Phone);
            own.extend(shared.cloned());
        }
        let is_reached_anyway = !own.is_empty() || age < 18;
        if numbers.chance(if is_reached_anyway {
            likely.email
        } else {
            likely.email.max(930)
        }) {
            own.push(address(name, first_number + place as u64, numbers));
        }
        let mut reach = Reach { own, guardian: None };
        if age < 18 {
            add_guardian(&mut reach, members, &all, numbers);
        }
        all.push(reach);
    }
    for (reach, member) in all.iter_mut().zip(members) {
        if member.role != Role::Child && numbers.chance(15) {
            reach.own.clear();
        }
    }
    all
}

/// Probabilities in a thousand.
struct Likely {
    phone: u64,
    email: u64,
}

const fn likely(role: Role, place: usize, age: u32, has_phones: bool) -> Likely {
    let (phone, email) = match (role, age) {
        (Role::Head, _) if place == 0 => (930, 520),
        (Role::Head, _) => (740, 440),
        (Role::Grandparent, _) => (480, 130),
        (Role::Child, 0..=12) => return Likely { phone: 0, email: 0 },
        (Role::Child, 13..=17) => (330, 110),
        (Role::Child, 18..) => (850, 520),
    };
    match (has_phones, role) {
        (true, _) => Likely { phone, email },
        (false, Role::Head | Role::Grandparent) => Likely { phone: 0, email: 960 },
        (false, Role::Child) => Likely { phone: 0, email: 700 },
    }
}

/// A child's record has a parent's contacts as the parent's, as the child's own, or as both.
fn add_guardian(reach: &mut Reach, members: &[Member], all: &[Reach], numbers: &mut Seeded) {
    let parents = |place: &usize| members[*place].role == Role::Head && !all[*place].own.is_empty();
    let mother = (0..all.len())
        .filter(parents)
        .find(|place| members[*place].gender == Gender::Female);
    let other = (0..all.len())
        .filter(parents)
        .find(|place| Some(*place) != mother);
    let chosen = match (mother, other) {
        (Some(mother), Some(other)) => Some(if numbers.chance(720) { mother } else { other }),
        (one, None) | (None, one) => one,
    };
    let Some(place) = chosen else { return };
    let contacts = all[place].own.clone();
    let is_own = numbers.weighted(&[(55, (false, true)), (35, (true, false)), (10, (true, true))]);
    if is_own.0 {
        reach.own.extend(contacts.iter().cloned());
    }
    if is_own.1 {
        reach.guardian = Some((place, contacts));
    }
}

/// A unique address: it ends in the person's number and contains no other digit.
fn address(name: &FullName, number: u64, numbers: &mut Seeded) -> Contact {
    let mut local = String::with_capacity(40);
    let is_letter = |c: &char| c.is_ascii_lowercase();
    let first = || for_address(&name.first).filter(is_letter);
    let last = || for_address(&name.last).filter(is_letter);
    match numbers.below(5) {
        0 => local.extend(first().chain(Some('.')).chain(last())),
        1 => local.extend(first().take(1).chain(last())),
        2 => local.extend(first().chain(last())),
        3 => local.extend(last().chain(Some('_')).chain(first())),
        _ => local.extend(first()),
    }
    Contact {
        kind: ContactKind::Email,
        value: format!("{local}{number}@example.org"),
    }
}
