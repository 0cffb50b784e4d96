//! Assigns phone numbers of the fictional exchange 555, each to one household or at most two.

use super::person::Contact;
use super::seeded::Seeded;
use backend::matching::canonical_contact::ContactKind;

const AREA_CODES: &str = include_str!("../data/area_codes.txt");
/// The numbers of the exchange 555 in one area.
const NUMBERS_PER_AREA: u64 = 10_000;
/// A prime larger than the number of entries: steps of this size reach every number once.
const STEP: u64 = 2_654_435_761;
/// One in this many numbers is later assigned to a second household.
const RECYCLED: u64 = 50;
/// The numbers that a thousand patients use if enough are left; a test counts them.
const PER_THOUSAND_PATIENTS: u64 = 700;

/// The assigned numbers. A number belongs to one household, and later to at most one other.
pub struct PhoneBook {
    areas: Vec<&'static str>,
    start: u64,
    given: u64,
    recycled: u64,
    households_with_phones: u64,
}

impl PhoneBook {
    /// A phone book for this many patients. Beyond about four million, only some households get phones.
    pub fn new(seed: u64, patients: u64) -> Self {
        let areas: Vec<_> = AREA_CODES.lines().collect();
        let size = areas.len() as u64 * NUMBERS_PER_AREA;
        let wanted = (patients / 1000 + 1).saturating_mul(PER_THOUSAND_PATIENTS);
        Self {
            start: Seeded::new(seed, 0).below(size),
            given: 0,
            recycled: 0,
            households_with_phones: size.saturating_mul(1000) / wanted.max(size),
            areas,
        }
    }

    /// Whether the next household gets phones.
    pub fn has_room(&self, numbers: &mut Seeded) -> bool {
        numbers.chance(self.households_with_phones) && self.given < self.size()
    }

    /// A new number, or sometimes one that another household had; `None` once all are assigned.
    pub fn next(&mut self, numbers: &mut Seeded) -> Option<Contact> {
        let old = self.recycled * RECYCLED;
        if numbers.below(RECYCLED) == 0 && old + 10 * RECYCLED < self.given {
            self.recycled += 1;
            return Some(self.number(old));
        }
        if self.given == self.size() {
            return None;
        }
        self.given += 1;
        Some(self.number(self.given - 1))
    }

    const fn size(&self) -> u64 {
        self.areas.len() as u64 * NUMBERS_PER_AREA
    }

    fn number(&self, place: u64) -> Contact {
        let number = (place * STEP + self.start) % self.size();
        let area = usize::try_from(number / NUMBERS_PER_AREA).expect("below the number of areas");
        Contact {
            kind: ContactKind::Phone,
            value: format!("{}555{:04}", self.areas[area], number % NUMBERS_PER_AREA),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use backend::matching::canonical_contact::canonical_contact;

    #[test]
    fn a_number_is_given_at_most_twice_until_the_book_is_empty() {
        let mut book = PhoneBook::new(1, 1000);
        book.areas.truncate(3);
        let mut numbers = Seeded::new(1, 1);
        let mut times: HashMap<String, u32> = HashMap::new();
        while let Some(contact) = book.next(&mut numbers) {
            *times.entry(contact.value).or_default() += 1;
        }
        assert_eq!(times.len(), 30_000);
        assert!(times.values().all(|count| *count <= 2));
        let twice = times.values().filter(|count| **count == 2).count();
        assert!((400..800).contains(&twice), "{twice}");
    }

    #[test]
    fn the_area_codes_are_numbers_of_which_keys_are_made() {
        let book = PhoneBook::new(1, 1);
        assert!(book.areas.len() > 300);
        for area in &book.areas {
            assert!(
                canonical_contact(ContactKind::Phone, &format!("{area}5550000")).is_some(),
                "{area}"
            );
        }
    }

    #[test]
    fn a_huge_registry_does_not_empty_the_book() {
        let share = |patients| PhoneBook::new(1, patients).households_with_phones;
        assert_eq!((share(1), share(1_000_000)), (1000, 1000));
        assert!((400..600).contains(&share(10_000_000)));
        assert_eq!(share(u64::MAX), 0);
    }
}
