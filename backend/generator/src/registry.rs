//! Generates the people of a registry, with one household at a time in memory.

use chrono::NaiveDate;
use shared::demographics::Gender;

use super::contacts::{Reach, reach};
use super::household::{self, Member, Role};
use super::naming::{self, FullName};
use super::person::{AS_OF, Guardian, HistorySeed, KnownDoses, Person, Relation, after, age_on};
use super::phone_book::PhoneBook;
use super::seeded::Seeded;
use super::senders::{self, Sender, SenderKind};

/// The people of the registry with this seed and size, by number.
pub fn people(seed: u64, count: u64) -> impl Iterator<Item = Person> {
    households(seed, count).flatten()
}

/// The same people grouped by household. The last household may lack members.
pub fn households(seed: u64, count: u64) -> impl Iterator<Item = Vec<Person>> {
    let mut book = PhoneBook::new(seed, count);
    let mut next_number = 1;
    // Stream 0 belongs to the phone book.
    (1..).map_while(move |household| {
        let left = usize::try_from(count.saturating_sub(next_number - 1)).unwrap_or(usize::MAX);
        if left == 0 {
            return None;
        }
        let mut people = household_of(next_number, &mut book, &mut Seeded::new(seed, household));
        people.truncate(left);
        next_number += people.len() as u64;
        Some(people)
    })
}

fn household_of(first_number: u64, book: &mut PhoneBook, numbers: &mut Seeded) -> Vec<Person> {
    let members = household::members(numbers);
    let names = naming::names(&members, numbers);
    let reaches = reach(&members, &names, first_number, book, numbers);
    let home = Home {
        practice: senders::any(SenderKind::Family, numbers),
        pediatrics: senders::any(SenderKind::Pediatrics, numbers),
    };
    let mut people: Vec<Person> = Vec::with_capacity(members.len() + 1);
    for (place, (member, reach)) in members.iter().copied().zip(reaches).enumerate() {
        let number = first_number + place as u64;
        let sender = home.sender(member, numbers);
        people.push(person(
            number,
            sender,
            (&members, &names),
            (place, reach),
            numbers,
        ));
    }
    if numbers.chance(25) {
        let place = numbers.place(people.len());
        let number = first_number + members.len() as u64;
        let again = known_elsewhere(&mut people[place], &names[place], number, numbers);
        people.extend(again);
    }
    people
}

/// The usual providers of a household.
struct Home {
    practice: &'static Sender,
    pediatrics: &'static Sender,
}

impl Home {
    fn sender(&self, member: Member, numbers: &mut Seeded) -> &'static Sender {
        if age_on(member.birth_date, AS_OF) < 18 {
            return match numbers.below(100) {
                0..62 => self.pediatrics,
                62..94 => self.practice,
                _ => senders::any(SenderKind::Public, numbers),
            };
        }
        match numbers.below(100) {
            0..68 => self.practice,
            68..80 => senders::any(SenderKind::Family, numbers),
            80..92 => senders::any(SenderKind::Pharmacy, numbers),
            _ => senders::any(SenderKind::Public, numbers),
        }
    }
}

fn person(
    number: u64,
    sender: &'static Sender,
    (members, names): (&[Member], &[FullName]),
    (place, reach): (usize, Reach),
    numbers: &mut Seeded,
) -> Person {
    let (member, name) = (members[place], &names[place]);
    let written = |name: &str| sender.writes(name).into_owned();
    let deceased_on = deceased_on(member, numbers);
    let guardian = |(head, contacts): (usize, _)| Guardian {
        first_name: written(&names[head].first),
        last_name: written(&names[head].last),
        relation: match members[head].gender {
            Gender::Male => Relation::Father,
            Gender::Female | Gender::Other | Gender::Unknown => Relation::Mother,
        },
        contacts,
    };
    Person {
        number,
        sender,
        first_name: written(&name.first),
        middle_name: name.middle.as_deref().map(written),
        last_name: written(&name.last),
        suffix: name.suffix,
        maiden_name: name.maiden.as_deref().map(written),
        birth_date: member.birth_date,
        gender: told_gender(member, numbers),
        birth_order: member.birth_order,
        is_protected: numbers.chance(6),
        last_seen_on: match deceased_on {
            Some(day) => after(day, numbers.between(1..=20)),
            None => last_seen_on(member.birth_date, numbers),
        },
        deceased_on,
        own_contacts: reach.own,
        guardians: reach.guardian.map(guardian).into_iter().collect(),
        same_as: None,
        history: HistorySeed {
            seed: numbers.draw(),
            part: KnownDoses::All,
        },
    }
}

fn told_gender(member: Member, numbers: &mut Seeded) -> Gender {
    match numbers.below(1000) {
        0..3 => Gender::Unknown,
        3..6 if member.role != Role::Child => Gender::Other,
        _ => member.gender,
    }
}

fn deceased_on(member: Member, numbers: &mut Seeded) -> Option<NaiveDate> {
    let per_mille = match age_on(member.birth_date, AS_OF) {
        0..40 => 1,
        40..65 => 6,
        65..80 => 40,
        80.. => 150,
    };
    let days = (AS_OF - member.birth_date).num_days();
    let ago = numbers.between(30..=3600);
    (numbers.chance(per_mille) && ago < days).then(|| after(AS_OF, -ago))
}

/// Most were reported within two years; some only long ago, so that their contacts are stale.
fn last_seen_on(birth_date: NaiveDate, numbers: &mut Seeded) -> NaiveDate {
    let ago = if numbers.chance(130) {
        numbers.between(760..=4000)
    } else {
        numbers.between(1..=700).min(numbers.between(1..=700))
    };
    after(AS_OF, -ago).max(after(birth_date, 1))
}

/// The same person's record at a pharmacy, which lacks the clinic's doses; the clinic has the others.
fn known_elsewhere(known: &mut Person, name: &FullName, number: u64, numbers: &mut Seeded) -> Option<Person> {
    if known.is_minor() || known.deceased_on.is_some() || known.sender.kind == SenderKind::Pharmacy {
        return None;
    }
    let sender = senders::any(SenderKind::Pharmacy, numbers);
    let written = |name: &str| sender.writes(name).into_owned();
    known.history.part = KnownDoses::Clinic;
    Some(Person {
        number,
        sender,
        first_name: written(&name.first),
        middle_name: name
            .middle
            .as_deref()
            .map(written)
            .filter(|_| numbers.chance(400)),
        last_name: written(&name.last),
        maiden_name: None,
        guardians: Vec::new(),
        last_seen_on: last_seen_on(known.birth_date, numbers),
        same_as: Some(known.number),
        history: HistorySeed {
            part: KnownDoses::Pharmacy,
            ..known.history
        },
        ..known.clone()
    })
}
