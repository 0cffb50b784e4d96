//! The reports of one patient that are kept: what they add up to, which of them a later one covers, and how many.

use super::covering::{Covered, thinned};
use super::holding::Holding;
use super::kept::{self, Body, Keeper, KeptReport};
use super::place::Place;
use super::report::Report;
use crate::db::DbError;
use crate::db::reports::{ReportRow, ReportsSize};

/// Above either, the older half is folded into one row. Reading and folding this many takes some milliseconds.
const MOST_ROWS: usize = 200;
const MOST_BYTES: usize = 256 * 1024;

pub struct History {
    /// By place. Only the first can be a base.
    entries: Vec<Entry>,
    gone: Vec<Place>,
}

struct Entry {
    place: Place,
    body: Body,
    bytes: usize,
    state: State,
}

enum State {
    Stored,
    Changed,
    /// Not in the table; with its body, while it covers nothing.
    New(Option<Vec<u8>>),
}

/// What is to be written of a patient's reports.
#[derive(Default)]
pub struct ReportRows {
    pub gone: Vec<(i64, Place)>,
    pub new: Vec<ReportRow>,
    pub changed: Vec<ReportRow>,
}

pub fn is_too_large(size: ReportsSize) -> bool {
    size.rows > MOST_ROWS || size.bytes > MOST_BYTES
}

impl History {
    /// From the rows in the table and those on their way there.
    pub fn open(stored: Vec<ReportRow>, new: Vec<ReportRow>) -> Result<Self, DbError> {
        let entry = |row: ReportRow, state: fn(Vec<u8>) -> State| -> Result<Entry, DbError> {
            Ok(Entry {
                body: kept::open(&row.body)?,
                place: Place {
                    reported_at: row.reported_at,
                    digest: row.digest,
                },
                bytes: row.body.len(),
                state: state(row.body),
            })
        };
        let stored = stored.into_iter().map(|row| entry(row, |_| State::Stored));
        let new = new
            .into_iter()
            .map(|row| entry(row, |body| State::New(Some(body))));
        let mut entries: Vec<Entry> = stored.chain(new).collect::<Result<_, _>>()?;
        entries.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(Self {
            entries,
            gone: Vec::new(),
        })
    }

    /// True where the report, or one that covers it, is there already.
    pub fn has(&self, place: &Place) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.places().any(|other| other == place))
    }

    /// True where the reports of that time were folded into one row: nothing can be told between them any more.
    pub fn is_folded_at(&self, place: &Place) -> bool {
        let base = self
            .entries
            .first()
            .filter(|entry| matches!(entry.body, Body::Base(_)));
        base.is_some_and(|base| *place < base.place)
    }

    /// Takes in a report that is not there.
    pub fn add(&mut self, report: &Report, kept: &KeptReport) {
        if self.is_covered(report, &kept.place) {
            return;
        }
        let mut new = Entry {
            place: kept.place.clone(),
            body: Body::Report(report.clone(), Vec::new()),
            bytes: kept.body.len(),
            state: State::New(Some(kept.body.clone())),
        };
        let mut at = 0;
        while let Some(older) = self.entries.get(at).filter(|older| older.place < new.place) {
            match self.covered_with(&new, older) {
                Some(covered) => {
                    new.remember(covered);
                    let older = self.entries.remove(at);
                    if !matches!(older.state, State::New(_)) {
                        self.gone.push(older.place);
                    }
                }
                None => at += 1,
            }
        }
        self.entries.insert(at, new);
    }

    /// A report that arrives late may be covered already. The one that covers it then remembers it.
    fn is_covered(&mut self, report: &Report, place: &Place) -> bool {
        let found = self.entries.iter().enumerate().find_map(|(at, newer)| {
            let Body::Report(by, covered) = &newer.body else {
                return None;
            };
            let one = Some(newer)
                .filter(|newer| newer.place > *place)
                .and_then(|_| Covered::by(by, report, place))?;
            let all = covered.iter().cloned().chain([one]).collect();
            Some((at, self.thinned(all, &[&newer.place])?))
        });
        let Some((at, covered)) = found else { return false };
        self.entries[at].remember(covered);
        true
    }

    /// All that the newer report remembers when it covers the older one too, if it does.
    fn covered_with(&self, newer: &Entry, older: &Entry) -> Option<Vec<Covered>> {
        let (Body::Report(by, covered), Body::Report(report, of_older)) = (&newer.body, &older.body) else {
            return None;
        };
        let one = Covered::by(by, report, &older.place)?;
        let within: Vec<_> = of_older
            .iter()
            .map(|covered| covered.within(report, by))
            .collect::<Option<_>>()?;
        let all = covered.iter().cloned().chain(within).chain([one]).collect();
        self.thinned(all, &[&newer.place, &older.place])
    }

    fn thinned(&self, covered: Vec<Covered>, owners: &[&Place]) -> Option<Vec<Covered>> {
        let others = self
            .entries
            .iter()
            .filter(|entry| !owners.contains(&&entry.place));
        let others: Vec<&Place> = others.flat_map(Entry::places).collect();
        thinned(covered, |one, next| {
            others.iter().any(|other| one < *other && *other < next)
        })
    }

    /// What all reports add up to.
    pub fn fold(&self, patient_id: i64) -> Result<Holding, DbError> {
        let last = self.entries.last().ok_or(DbError::UnknownValue("report"))?;
        self.fold_until(patient_id, &last.place)
    }

    fn fold_until(&self, patient_id: i64, until: &Place) -> Result<Holding, DbError> {
        let mut holding: Option<Holding> = None;
        let mut steps: Vec<(&Place, &Report, Option<&Covered>)> = Vec::new();
        for entry in &self.entries {
            match &entry.body {
                Body::Base(base) => holding = Some(base.clone()),
                Body::Report(report, covered) => {
                    steps.extend(
                        covered
                            .iter()
                            .map(|covered| (&covered.place, report, Some(covered))),
                    );
                    steps.push((&entry.place, report, None));
                }
            }
        }
        steps.retain(|(place, ..)| *place <= until);
        steps.sort_by_key(|(place, ..)| *place);
        for (place, report, covered) in steps {
            let holding = holding.get_or_insert_with(|| Holding::before(patient_id, report));
            match covered {
                None => holding.take(report, &place.digest)?,
                Some(covered) => covered
                    .doses(report)
                    .try_for_each(|dose| holding.take_dose(&dose, place.reported_at))?,
            }
        }
        holding.ok_or(DbError::UnknownValue("report"))
    }

    /// Folds the older half into one row while there is too much.
    pub fn shorten(&mut self, patient_id: i64) -> Result<(), DbError> {
        while is_too_large(self.size()) && self.entries.len() > 2 {
            self.fold_older_half(patient_id)?;
        }
        Ok(())
    }

    fn fold_older_half(&mut self, patient_id: i64) -> Result<(), DbError> {
        let last = self.entries.len() / 2;
        let Some(until) = self.entries.get(last).map(|entry| entry.place.clone()) else {
            return Ok(());
        };
        let base = self.fold_until(patient_id, &until)?;
        for older in self.entries.drain(..last) {
            if !matches!(older.state, State::New(_)) {
                self.gone.push(older.place);
            }
        }
        for entry in &mut self.entries {
            if entry.place == until {
                entry.change(Body::Base(base.clone()));
            } else {
                entry.forget_until(&until);
            }
        }
        Ok(())
    }

    fn size(&self) -> ReportsSize {
        ReportsSize {
            rows: self.entries.len(),
            bytes: self.entries.iter().map(|entry| entry.bytes).sum(),
        }
    }

    /// What differs from the table.
    pub fn rows(self, patient_id: i64, keeper: &mut Keeper, rows: &mut ReportRows) {
        rows.gone
            .extend(self.gone.into_iter().map(|place| (patient_id, place)));
        for entry in self.entries {
            let mut body = || match &entry.body {
                Body::Base(base) => keeper.base(base),
                Body::Report(report, covered) => keeper.covering(report, covered),
            };
            match entry.state {
                State::Stored => {}
                State::Changed => rows.changed.push(kept::row(patient_id, &entry.place, body())),
                State::New(kept) => {
                    let body = kept.unwrap_or_else(body);
                    rows.new.push(kept::row(patient_id, &entry.place, body));
                }
            }
        }
    }
}

impl Entry {
    /// Its own place, and those of the reports it covers.
    fn places(&self) -> impl Iterator<Item = &Place> {
        let covered = match &self.body {
            Body::Report(_, covered) => covered.as_slice(),
            Body::Base(_) => &[],
        };
        covered.iter().map(|covered| &covered.place).chain([&self.place])
    }

    fn remember(&mut self, all: Vec<Covered>) {
        if let Body::Report(_, covered) = &mut self.body {
            *covered = all;
            self.mark();
        }
    }

    fn forget_until(&mut self, until: &Place) {
        if let Body::Report(_, covered) = &mut self.body {
            let before = covered.len();
            covered.retain(|covered| covered.place > *until);
            if covered.len() < before {
                self.mark();
            }
        }
    }

    fn change(&mut self, body: Body) {
        self.body = body;
        self.mark();
    }

    fn mark(&mut self) {
        self.state = match &self.state {
            State::New(_) => State::New(None),
            State::Stored | State::Changed => State::Changed,
        };
    }
}

#[cfg(test)]
mod tests;
