//! Tests of every generated registry: shared contacts, households and doses.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;

use super::hl7v2::{self, Messages};
use super::person::{AS_OF, Person};
use super::requests::RequestTable;
use super::{csv, households, people};
use backend::matching::canonical_contact::{ContactKind, canonical_contact};
use backend::record::catalogue::Catalogue;

const MANY: u64 = 6000;

fn messages(seed: u64, count: u64, per: Messages) -> String {
    let mut out = Vec::new();
    for person in people(seed, count) {
        hl7v2::write(&person, per, &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

fn table(seed: u64, count: u64) -> String {
    let mut out = Vec::new();
    csv::write_header(&mut out).unwrap();
    for person in people(seed, count) {
        csv::write(&person, &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

fn requests(seed: u64, count: u64) -> String {
    let mut out = Vec::new();
    let mut table = RequestTable::begin(seed, &mut out).unwrap();
    for people in households(seed, count) {
        table.write(&people, &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

fn sharers() -> HashMap<String, Vec<Person>> {
    let mut sharers: HashMap<String, Vec<Person>> = HashMap::new();
    for person in people(1, MANY) {
        let values: HashSet<_> = person.contacts().map(|contact| contact.value.clone()).collect();
        for value in values {
            sharers.entry(value).or_default().push(person.clone());
        }
    }
    sharers
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let digest = |seed| {
        let mut hasher = DefaultHasher::new();
        messages(seed, 200, Messages::PerVisit).hash(&mut hasher);
        table(seed, 200).hash(&mut hasher);
        requests(seed, 200).hash(&mut hasher);
        hasher.finish()
    };
    assert_eq!(digest(1), digest(1));
    assert_ne!(digest(1), digest(2));
}

#[test]
fn the_largest_number_of_people_has_people() {
    assert_eq!(super::people(1, u64::MAX).take(3).count(), 3);
    assert_eq!(super::people(1, 1).count(), 1);
}

#[test]
fn a_larger_registry_begins_with_the_smaller_one() {
    for count in [1, 2, 3, 50, 1001] {
        let small = table(5, count);
        assert_eq!(small.lines().count() as u64, count + 1);
        assert!(table(5, count + 100).starts_with(&small));
    }
}

#[test]
fn contacts_lead_nowhere_outside_and_each_makes_a_key() {
    for person in people(1, MANY) {
        let guardians = person.guardians.iter().flat_map(|guardian| &guardian.contacts);
        for contact in person.own_contacts.iter().chain(guardians) {
            match contact.kind {
                ContactKind::Phone => assert_eq!((&contact.value[3..6], contact.value.len()), ("555", 10)),
                ContactKind::Email => assert!(contact.value.ends_with("@example.org")),
            }
            assert!(canonical_contact(contact.kind, &contact.value).is_some());
        }
    }
}

#[test]
fn households_share_contacts_and_no_contact_has_more_than_24_patients() {
    let sharers = sharers();
    assert!(sharers.values().all(|people| people.len() <= 24));
    let of_several = sharers.values().filter(|people| people.len() > 1).count();
    assert!(
        of_several * 10 > sharers.len(),
        "{of_several} of {}",
        sharers.len()
    );
    let of_strangers = sharers.values().filter(|people| {
        let (first, last) = (people.first().unwrap(), people.last().unwrap());
        last.number - first.number > 10
    });
    assert!(of_strangers.count() > 10, "recycled numbers");
}

#[test]
fn some_people_have_no_contact_and_some_contacts_are_stale() {
    let without = people(1, MANY)
        .filter(|person| person.contacts().next().is_none())
        .count();
    assert!((90..360).contains(&without), "{without}");
    let is_stale = |person: &Person| (AS_OF - person.last_seen_on).num_days() > 731;
    assert!((300..1500).contains(&people(1, MANY).filter(is_stale).count()));
}

#[test]
fn there_are_twins_juniors_the_dead_the_protected_and_those_who_are_in_it_twice() {
    let count = |is: fn(&Person) -> bool| people(1, MANY).filter(is).count();
    for (what, found) in [
        ("twins", count(|person| person.birth_order == Some(2))),
        ("juniors", count(|person| person.suffix == Some("Jr"))),
        ("the dead", count(|person| person.deceased_on.is_some())),
        ("the protected", count(|person| person.is_protected)),
        (
            "newborns",
            count(|person| person.first_name.to_uppercase().starts_with("BABY")),
        ),
        ("maiden names", count(|person| person.maiden_name.is_some())),
        ("guardians", count(|person| !person.guardians.is_empty())),
        ("twice", count(|person| person.same_as.is_some())),
    ] {
        assert!(found > 2, "{what}");
    }
}

#[test]
fn doses_are_in_the_catalogue_and_lie_between_birth_and_the_last_visit() {
    let catalogue = Catalogue::built_in();
    let mut doses = 0;
    let mut codes = HashSet::new();
    for person in people(2, MANY) {
        let mut keys = HashSet::new();
        for dose in person.doses() {
            assert!(catalogue.vaccine(dose.product.cvx).is_some());
            assert!(dose.occurrence_date >= person.birth_date && dose.occurrence_date <= person.last_seen_on);
            assert!(person.deceased_on.is_none_or(|day| dose.occurrence_date <= day));
            assert!(
                keys.insert((dose.product.cvx, dose.occurrence_date)),
                "twice in {}",
                person.number
            );
            codes.insert(dose.product.cvx);
            doses += 1;
        }
    }
    assert!((8 * MANY..12 * MANY).contains(&doses), "{doses}");
    for cvx in [
        "03", "08", "10", "20", "21", "83", "94", "110", "115", "165", "187", "207", "208", "309", "312",
    ] {
        assert!(codes.contains(cvx), "{cvx}");
    }
}

#[test]
fn message_times_follow_the_doses_and_control_ids_differ() {
    let text = messages(1, 300, Messages::PerVisit);
    let mut ids = HashSet::new();
    let mut told_on = String::new();
    for segment in text.split_terminator('\r') {
        let fields: Vec<_> = segment.split('|').collect();
        match fields[0] {
            "MSH" => {
                told_on = fields[6][..8].to_owned();
                assert!(ids.insert((fields[3].to_owned(), fields[9].to_owned())));
                assert_eq!((fields[8], fields[11]), ("VXU^V04^VXU_V04", "2.5.1"));
            }
            "RXA" => assert!(fields[3] <= told_on.as_str()),
            _ => {}
        }
    }
    assert!(ids.len() > 1000);
    assert!(messages(1, 300, Messages::PerPatient).matches("MSH|").count() < 330);
}

#[test]
fn a_genuine_request_has_a_contact_of_the_person_and_an_impostor_has_no_answer() {
    let registry: HashMap<_, _> = people(1, MANY)
        .map(|person| (person.sender_patient_id(), person))
        .collect();
    let text = requests(1, MANY);
    let mut classes = HashSet::new();
    for line in text.lines().skip(1) {
        let columns: Vec<_> = line.split(',').collect();
        assert_eq!(columns.len(), 12, "{line}");
        classes.insert(columns[8]);
        assert!(columns[3].parse::<NaiveDate>().unwrap() <= AS_OF, "{line}");
        let key = |raw: &str| {
            let kind = if raw.contains('@') {
                ContactKind::Email
            } else {
                ContactKind::Phone
            };
            canonical_contact(kind, raw)
        };
        match registry.get(columns[7]) {
            Some(person) => {
                assert!(
                    person
                        .contacts()
                        .any(|contact| key(&contact.value) == key(columns[5])),
                    "{line}"
                );
                assert!(columns[6] == "genuine" && columns[9] != "none", "{line}");
            }
            None => assert!(columns[6] == "impostor" && columns[9] == "none", "{line}"),
        }
    }
    let count = text.lines().count() as u64;
    assert!((MANY / 14..MANY / 8).contains(&count), "{count}");
    assert!(classes.len() >= 20, "{classes:?}");
}
