//! When a later report makes an earlier one of the same patient superfluous, and what has to be remembered of it.
//!
//! A report covers an earlier one when it tells again all that the earlier one told. Every value of the earlier one is
//! then overwritten, or its dose is deleted before. What other reports, told between the two, can still see of it is only
//! which numbered doses it added and deleted: a dose without a number finds its place by vaccine and day. So the later
//! report remembers just that.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::place::Place;
use super::report::{Action, DoseReport, Patch, PatientReport, Report};

/// So many covered reports are remembered one by one; of older ones, neighbours are joined.
pub const MOST_COVERED: usize = 64;
/// A list that joining makes longer than this is not worth its row.
const MOST_STEPS: usize = 1_000;

/// A report that is gone, because a later one covers it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    pub place: Place,
    /// What it did, one after another.
    steps: Vec<Step>,
}

/// A dose of the covering report by its place there, from 0: added where the number is not negative; deleted where it
/// is, and then -1 stands for the first dose, -2 for the second.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Step(i32);

impl Step {
    fn new(action: Action, dose: usize) -> Option<Self> {
        let dose = i32::try_from(dose).ok()?;
        Some(Self(match action {
            Action::AddOrUpdate => dose,
            Action::Delete => -1 - dose,
        }))
    }

    const fn action(self) -> Action {
        if self.0 < 0 {
            Action::Delete
        } else {
            Action::AddOrUpdate
        }
    }

    fn dose(self) -> usize {
        let dose = if self.0 < 0 { -1 - self.0 } else { self.0 };
        usize::try_from(dose).unwrap_or(usize::MAX)
    }
}

impl Covered {
    /// What is remembered of the older report, where the newer one covers it.
    pub fn by(newer: &Report, older: &Report, place: &Place) -> Option<Self> {
        if !tells_all(&newer.patient, &older.patient) {
            return None;
        }
        let (places, _) = (by_number(newer)?, by_number(older)?);
        let step = |dose: &DoseReport| {
            let place = *places.get(dose.order_number.as_deref()?)?;
            let covers = covers(newer.doses.get(place)?, dose);
            Step::new(dose.action, place).filter(|_| covers)
        };
        Some(Self {
            place: place.clone(),
            steps: older.doses.iter().map(step).collect::<Option<_>>()?,
        })
    }

    /// The same, where the report that covered it is covered by a newer one itself.
    pub fn within(&self, covering: &Report, newer: &Report) -> Option<Self> {
        let places = by_number(newer)?;
        let step = |step: &Step| {
            let number = covering.doses.get(step.dose())?.order_number.as_deref()?;
            Step::new(step.action(), *places.get(number)?)
        };
        Some(Self {
            place: self.place.clone(),
            steps: self.steps.iter().map(step).collect::<Option<_>>()?,
        })
    }

    /// What it did, as doses that tell nothing but which dose is meant.
    pub fn doses<'r>(&'r self, covering: &'r Report) -> impl Iterator<Item = DoseReport> + 'r {
        self.steps.iter().filter_map(|step| {
            let dose = covering.doses.get(step.dose())?;
            Some(DoseReport {
                action: step.action(),
                order_number: dose.order_number.clone(),
                cvx: dose.cvx.clone(),
                occurrence_date: dose.occurrence_date,
                vaccine_text: Patch::Keep,
                mvx: Patch::Keep,
                product: Patch::Keep,
                lot_number: Patch::Keep,
                performer: Patch::Keep,
                is_historical: Patch::Keep,
                outcome: Patch::Keep,
            })
        })
    }

    /// What the later one does after this one. A dose that was just added is there: adding it again changes nothing.
    fn more_of<'l>(&self, later: &'l Self) -> impl Iterator<Item = &'l Step> {
        later.steps.iter().filter(move |step| {
            let last = self.steps.iter().rev().find(|other| other.dose() == step.dose());
            step.action() == Action::Delete || last != Some(step)
        })
    }

    /// Both as one, at the later one's place; none where that would be too long.
    fn joined(&self, later: &Self) -> Option<Self> {
        let steps: Vec<Step> = self.steps.iter().chain(self.more_of(later)).copied().collect();
        let place = later.place.clone();
        (steps.len() <= MOST_STEPS).then_some(Self { place, steps })
    }
}

/// Leaves few enough: first those out that do nothing after the one before, then neighbours become one, the oldest first.
/// None where `is_apart` forbids too many: when another report was told between two, it saw the one without the other.
pub fn thinned(mut covered: Vec<Covered>, is_apart: impl Fn(&Place, &Place) -> bool) -> Option<Vec<Covered>> {
    covered.sort_by(|a, b| a.place.cmp(&b.place));
    while covered.len() > MOST_COVERED {
        let together = |pair: &&[Covered]| !is_apart(&pair[0].place, &pair[1].place);
        let idle = |pair: &[Covered]| pair[0].more_of(&pair[1]).next().is_none();
        let pairs = || covered.windows(2).enumerate();
        if let Some((at, _)) = pairs().find(|(_, pair)| idle(pair) && together(pair)) {
            covered.remove(at + 1);
            continue;
        }
        let joined = |(at, pair): (usize, &[Covered])| {
            let joined = pair[0].joined(&pair[1]).filter(|_| together(&pair))?;
            Some((at, joined))
        };
        let (at, joined) = pairs().find_map(joined)?;
        covered.splice(at..at + 2, [joined]);
    }
    Some(covered)
}

/// Whether a report can cover others at all: each of its doses has a number of its own.
pub fn can_cover(report: &Report) -> bool {
    by_number(report).is_some()
}

/// The places of the doses. None where a dose has no number, or two have the same.
fn by_number(report: &Report) -> Option<HashMap<&str, usize>> {
    let mut places = HashMap::with_capacity(report.doses.len());
    for (place, dose) in report.doses.iter().enumerate() {
        if places.insert(dose.order_number.as_deref()?, place).is_some() {
            return None;
        }
    }
    Some(places)
}

/// A deletion tells no values, so that nothing of it has to be told again.
fn covers(newer: &DoseReport, older: &DoseReport) -> bool {
    let is_same = (&newer.cvx, newer.occurrence_date) == (&older.cvx, older.occurrence_date);
    let is_told = |newer: bool, older: bool| newer || !older;
    let tells_all = is_told(newer.vaccine_text.is_change(), older.vaccine_text.is_change())
        && is_told(newer.mvx.is_change(), older.mvx.is_change())
        && is_told(newer.product.is_change(), older.product.is_change())
        && is_told(newer.lot_number.is_change(), older.lot_number.is_change())
        && is_told(newer.performer.is_change(), older.performer.is_change())
        && is_told(newer.is_historical.is_change(), older.is_historical.is_change())
        && is_told(newer.outcome.is_change(), older.outcome.is_change());
    is_same && (newer.action == Action::Delete || older.action == Action::Delete || tells_all)
}

/// Names and birth dates are told each time.
fn tells_all(newer: &PatientReport, older: &PatientReport) -> bool {
    let is_told = |newer: bool, older: bool| newer || !older;
    is_told(newer.gender.is_change(), older.gender.is_change())
        && is_told(newer.is_protected.is_change(), older.is_protected.is_change())
        && is_told(newer.is_deceased.is_change(), older.is_deceased.is_change())
        && is_told(newer.deceased_on.is_change(), older.deceased_on.is_change())
        && is_told(
            newer.is_multiple_birth.is_change(),
            older.is_multiple_birth.is_change(),
        )
        && is_told(newer.own_contacts.is_change(), older.own_contacts.is_change())
        && is_told(
            newer.guardian_contacts.is_change(),
            older.guardian_contacts.is_change(),
        )
}
