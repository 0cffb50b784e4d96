//! Decides whether a later report covers an earlier one of the same patient, and what remains of the earlier one.
//!
//! A report covers an earlier one when it patches every field that the earlier one patches. Every value of the earlier
//! one is then overwritten, or its dose is deleted before. Reports between the two depend only on the numbered doses that
//! the earlier one added and deleted, because a dose without a number is matched by vaccine and date. The later report
//! stores only those steps.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::report::{Action, DoseReport, Patch, PatientReport, Report};
use super::report_key::ReportKey;

/// At most this many covered reports are stored separately; older neighbours are joined.
pub const MOST_COVERED: usize = 64;
/// A list of steps that would become longer than this is not joined.
const MOST_STEPS: usize = 1_000;
/// With more steps than this in all, covered reports are joined too: each step is taken again for a late report.
pub const MOST_STEPS_OF_ALL: usize = 4_000;

/// A report that was deleted because a later one covers it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    #[serde(rename = "place")]
    pub key: ReportKey,
    /// Its steps, in order.
    steps: Vec<Step>,
}

/// A dose of the covering report by its position there, from 0. A number from 0 is an added dose; a negative number is
/// a deleted dose: -1 is the first one, -2 the second.
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
    /// What remains of the older report if the newer one covers it.
    pub fn by(newer: &Report, older: &Report, key: &ReportKey) -> Option<Self> {
        if !overwrites_all(&newer.patient, &older.patient) {
            return None;
        }
        let (positions, _) = (by_number(newer)?, by_number(older)?);
        let step = |dose: &DoseReport| {
            let position = *positions.get(dose.order_number.as_deref()?)?;
            let covers = covers(newer.doses.get(position)?, dose);
            Step::new(dose.action, position).filter(|_| covers)
        };
        Some(Self {
            key: key.clone(),
            steps: older.doses.iter().map(step).collect::<Option<_>>()?,
        })
    }

    /// The same for a report whose covering report is itself covered by a newer one.
    pub fn within(&self, covering: &Report, newer: &Report) -> Option<Self> {
        let positions = by_number(newer)?;
        let step = |step: &Step| {
            let number = covering.doses.get(step.dose())?.order_number.as_deref()?;
            Step::new(step.action(), *positions.get(number)?)
        };
        Some(Self {
            key: self.key.clone(),
            steps: self.steps.iter().map(step).collect::<Option<_>>()?,
        })
    }

    /// The number of its steps.
    pub const fn steps(&self) -> usize {
        self.steps.len()
    }

    /// Its steps, as doses that change no field.
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

    /// What the later report does after this one. Adding a dose that was just added changes nothing.
    fn more_of<'l>(&self, later: &'l Self) -> impl Iterator<Item = &'l Step> {
        later.steps.iter().filter(move |step| {
            let last = self.steps.iter().rev().find(|other| other.dose() == step.dose());
            step.action() == Action::Delete || last != Some(step)
        })
    }

    /// Both joined under the key of the later one; `None` if the list would be too long.
    fn joined(&self, later: &Self) -> Option<Self> {
        let steps: Vec<Step> = self.steps.iter().chain(self.more_of(later)).copied().collect();
        let key = later.key.clone();
        (steps.len() <= MOST_STEPS).then_some(Self { key, steps })
    }
}

/// Shortens the list: first it drops entries that change nothing after the previous one, then it joins neighbours,
/// oldest first. `None` if `is_apart` forbids too much of it, because another report between two depends on the first
/// alone.
pub fn thinned(
    mut covered: Vec<Covered>,
    is_apart: impl Fn(&ReportKey, &ReportKey) -> bool,
) -> Option<Vec<Covered>> {
    covered.sort_by(|a, b| a.key.cmp(&b.key));
    while is_long(&covered) {
        let together = |pair: &&[Covered]| !is_apart(&pair[0].key, &pair[1].key);
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

fn is_long(covered: &[Covered]) -> bool {
    let steps: usize = covered.iter().map(Covered::steps).sum();
    covered.len() > MOST_COVERED || covered.len() > 1 && steps > MOST_STEPS_OF_ALL
}

/// Whether a report can cover others: each of its doses needs its own number.
pub fn can_cover(report: &Report) -> bool {
    by_number(report).is_some()
}

/// The positions of the doses by order number. `None` if a dose has no number or two have the same.
fn by_number(report: &Report) -> Option<HashMap<&str, usize>> {
    let mut positions = HashMap::with_capacity(report.doses.len());
    for (position, dose) in report.doses.iter().enumerate() {
        if positions
            .insert(dose.order_number.as_deref()?, position)
            .is_some()
        {
            return None;
        }
    }
    Some(positions)
}

/// A deletion has no values that the newer report would have to repeat.
fn covers(newer: &DoseReport, older: &DoseReport) -> bool {
    let is_same = (&newer.cvx, newer.occurrence_date) == (&older.cvx, older.occurrence_date);
    let overwrites_all = newer.vaccine_text.overwrites(&older.vaccine_text)
        && newer.mvx.overwrites(&older.mvx)
        && newer.product.overwrites(&older.product)
        && newer.lot_number.overwrites(&older.lot_number)
        && newer.performer.overwrites(&older.performer)
        && newer.is_historical.overwrites(&older.is_historical)
        && newer.outcome.overwrites(&older.outcome);
    is_same && (newer.action == Action::Delete || older.action == Action::Delete || overwrites_all)
}

/// Every report has names and birth dates.
fn overwrites_all(newer: &PatientReport, older: &PatientReport) -> bool {
    newer.gender.overwrites(&older.gender)
        && newer.is_protected.overwrites(&older.is_protected)
        && newer.is_deceased.overwrites(&older.is_deceased)
        && newer.deceased_on.overwrites(&older.deceased_on)
        && newer.is_multiple_birth.overwrites(&older.is_multiple_birth)
        && newer.own_contacts.overwrites(&older.own_contacts)
        && newer.guardian_contacts.overwrites(&older.guardian_contacts)
}
