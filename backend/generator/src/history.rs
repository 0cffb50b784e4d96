//! The doses of a person, generated from the person's seed on demand.

use chrono::NaiveDate;

use super::person::{KnownDoses, Person, age_on};
use super::seeded::Seeded;
use super::senders::{self, SenderKind};
use super::vaccines::{Product, Series, in_use};
use super::{adult, childhood, covid, influenza};
use backend::record::DoseOutcome;

/// A dose after all messages.
#[derive(Clone)]
pub struct Dose {
    /// The sender's own number for the dose (ORC-3).
    pub order_number: String,
    pub product: &'static Product,
    pub occurrence_date: NaiveDate,
    pub lot_number: Option<String>,
    /// The facility.
    pub performer: Option<&'static str>,
    /// Reported from paper or memory.
    pub is_historical: bool,
    pub outcome: DoseOutcome,
    pub correction: Option<Correction>,
}

/// The error that a later message corrects.
#[derive(Clone, PartialEq, Eq)]
pub enum Correction {
    /// First reported with this lot number.
    Lot(String),
    /// First reported twice; the second report was deleted.
    Twice,
}

/// A person's vaccinations while they are generated.
pub(super) struct Chart {
    pub birth_date: NaiveDate,
    /// Later days are in the future.
    pub until: NaiveDate,
    pub numbers: Seeded,
    /// False for a person who refuses all vaccines.
    pub is_willing: bool,
    given: Vec<Given>,
}

struct Given {
    day: NaiveDate,
    product: &'static Product,
    place: Place,
    is_historical: bool,
}

/// The usual performer of a dose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Clinic,
    Pharmacy,
}

impl Chart {
    fn of(person: &Person) -> Self {
        let mut numbers = Seeded::new(person.history.seed, 0);
        Self {
            birth_date: person.birth_date,
            until: person.deceased_on.unwrap_or(person.last_seen_on),
            is_willing: numbers.chance(975),
            numbers,
            given: Vec::with_capacity(32),
        }
    }

    pub fn age_on(&self, day: NaiveDate) -> u32 {
        age_on(self.birth_date, day)
    }

    /// Adds a dose, unless the day is in the future or no vaccine of the series was in use.
    pub fn give(&mut self, series: &'static Series, day: NaiveDate, place: Place) -> bool {
        self.add(series, day, place, false)
    }

    /// Adds a dose reported from paper.
    pub fn remember(&mut self, series: &'static Series, day: NaiveDate) {
        self.add(series, day, Place::Clinic, true);
    }

    fn add(&mut self, series: &'static Series, day: NaiveDate, place: Place, is_historical: bool) -> bool {
        if day > self.until || day < self.birth_date {
            return false;
        }
        let product = in_use(series, day, &mut self.numbers);
        self.given.extend(product.map(|product| Given {
            day,
            product,
            place,
            is_historical,
        }));
        product.is_some()
    }
}

/// The doses that this person's sender reports, by date.
pub(super) fn doses(person: &Person) -> Vec<Dose> {
    let mut chart = Chart::of(person);
    childhood::add(&mut chart);
    adult::add(&mut chart);
    influenza::add(&mut chart);
    covid::add(&mut chart);
    let mut given = chart.given;
    given.retain(|given| match person.history.part {
        KnownDoses::All => true,
        KnownDoses::Clinic => given.place == Place::Clinic,
        KnownDoses::Pharmacy => given.place == Place::Pharmacy,
    });
    given.sort_by_key(|given| (given.day, given.product.cvx));
    let mut numbers = Seeded::new(person.history.seed, 1);
    given
        .iter()
        .enumerate()
        .map(|(place, given)| dose(person, place + 1, given, &mut numbers))
        .collect()
}

fn dose(person: &Person, place: usize, given: &Given, numbers: &mut Seeded) -> Dose {
    let is_elsewhere =
        given.place == Place::Pharmacy && person.sender.kind != SenderKind::Pharmacy && numbers.chance(350);
    let performer = if is_elsewhere {
        senders::any(SenderKind::Pharmacy, numbers).facility
    } else {
        person.sender.facility
    };
    let outcome = match numbers.below(1000) {
        0..8 if !given.is_historical => DoseOutcome::Refused,
        8 => DoseOutcome::Partial,
        _ => DoseOutcome::Completed,
    };
    let is_historical = given.is_historical || is_elsewhere && numbers.chance(300);
    let has_lot = outcome != DoseOutcome::Refused && (!is_historical || numbers.chance(120));
    let lot_number = has_lot.then(|| lot(given, numbers));
    let correction = match (&lot_number, numbers.below(1000)) {
        (Some(_), 0..2) if !is_historical => Some(Correction::Lot(lot(given, numbers))),
        (Some(_), 2..4) if !is_historical => Some(Correction::Twice),
        _ => None,
    };
    Dose {
        order_number: format!("{}-{place}", person.number),
        product: given.product,
        occurrence_date: given.day,
        lot_number,
        performer: (!given.is_historical).then_some(performer),
        is_historical,
        outcome,
        correction,
    }
}

fn lot(given: &Given, numbers: &mut Seeded) -> String {
    let letter = |numbers: &mut Seeded| char::from(*numbers.one_of(b"ABCDEFGHJKLMNPRSTUVWXYZ"));
    let (first, second) = (letter(numbers), letter(numbers));
    format!("{first}{second}{}{:03}", given.product.cvx, numbers.below(1000))
}
