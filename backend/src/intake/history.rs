//! The stored reports of one patient: the rows they make, the ones that a later report covers, and their number.

use super::covering::{Covered, thinned};
use super::report::Report;
use super::report_key::ReportKey;
use super::stored_patient::StoredPatient;
use super::stored_report::{self, Body, EncodedReport, ReportEncoder};
use crate::db::DbError;
use crate::db::reports::{ReportRow, ReportsSize};

/// Above any of these limits, the older half is folded into one row. Reading and folding this many reports takes
/// milliseconds.
const MOST_ROWS: usize = 200;
const MOST_BYTES: usize = 256 * 1024;
/// The stored bytes are compressed, so they do not limit the doses that a late report applies again.
const MOST_DOSES: usize = 10_000;

pub struct History {
    /// Sorted by key. Only the first entry can be a base.
    entries: Vec<Entry>,
    removed: Vec<ReportKey>,
}

struct Entry {
    key: ReportKey,
    body: Body,
    bytes: usize,
    state: State,
}

enum State {
    Stored,
    Changed,
    /// Not in the table yet; with its encoded body while it covers no other report.
    New(Option<Vec<u8>>),
}

/// The changes of the table `report`.
#[derive(Default)]
pub struct ReportRows {
    pub removed: Vec<(i64, ReportKey)>,
    pub new: Vec<ReportRow>,
    pub changed: Vec<ReportRow>,
}

/// `doses` is the number of doses in all reports, or a higher one.
pub fn is_too_large(size: ReportsSize, doses: usize) -> bool {
    size.rows > MOST_ROWS || size.bytes > MOST_BYTES || doses > MOST_DOSES
}

impl History {
    /// Builds the history from the stored rows and the new ones.
    pub fn open(stored: Vec<ReportRow>, new: Vec<ReportRow>) -> Result<Self, DbError> {
        let entry = |row: ReportRow, state: fn(Vec<u8>) -> State| -> Result<Entry, DbError> {
            Ok(Entry {
                body: stored_report::decode(&row.body)?,
                key: ReportKey {
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
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(Self {
            entries,
            removed: Vec::new(),
        })
    }

    /// True where the report, or one that covers it, is in the history.
    pub fn has(&self, key: &ReportKey) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.keys().any(|other| other == key))
    }

    /// True if the reports of that time were folded into one row: no report can be applied between them any more.
    pub fn is_folded_at(&self, key: &ReportKey) -> bool {
        let base = self
            .entries
            .first()
            .filter(|entry| matches!(entry.body, Body::Base(_)));
        base.is_some_and(|base| *key < base.key)
    }

    /// Adds a report that is not in the history.
    pub fn add(&mut self, report: &Report, encoded: &EncodedReport) {
        if self.is_covered(report, &encoded.key) {
            return;
        }
        let mut new = Entry {
            key: encoded.key.clone(),
            body: Body::Report(report.clone(), Vec::new()),
            bytes: encoded.body.len(),
            state: State::New(Some(encoded.body.clone())),
        };
        let mut at = 0;
        while let Some(older) = self.entries.get(at).filter(|older| older.key < new.key) {
            match self.covered_with(&new, older) {
                Some(covered) => {
                    new.set_covered(covered);
                    let older = self.entries.remove(at);
                    if !matches!(older.state, State::New(_)) {
                        self.removed.push(older.key);
                    }
                }
                None => at += 1,
            }
        }
        self.entries.insert(at, new);
    }

    /// A late report may be covered already. Its covering report then stores its steps.
    fn is_covered(&mut self, report: &Report, key: &ReportKey) -> bool {
        let found = self.entries.iter().enumerate().find_map(|(at, newer)| {
            let Body::Report(by, covered) = &newer.body else {
                return None;
            };
            let one = Some(newer)
                .filter(|newer| newer.key > *key)
                .and_then(|_| Covered::by(by, report, key))?;
            let all = covered.iter().cloned().chain([one]).collect();
            Some((at, self.thinned(all, &[&newer.key])?))
        });
        let Some((at, covered)) = found else { return false };
        self.entries[at].set_covered(covered);
        true
    }

    /// All reports that the newer one covers if it covers the older one too.
    fn covered_with(&self, newer: &Entry, older: &Entry) -> Option<Vec<Covered>> {
        let (Body::Report(by, covered), Body::Report(report, of_older)) = (&newer.body, &older.body) else {
            return None;
        };
        let one = Covered::by(by, report, &older.key)?;
        let within: Vec<_> = of_older
            .iter()
            .map(|covered| covered.within(report, by))
            .collect::<Option<_>>()?;
        let all = covered.iter().cloned().chain(within).chain([one]).collect();
        self.thinned(all, &[&newer.key, &older.key])
    }

    fn thinned(&self, covered: Vec<Covered>, owners: &[&ReportKey]) -> Option<Vec<Covered>> {
        let others = self.entries.iter().filter(|entry| !owners.contains(&&entry.key));
        let others: Vec<&ReportKey> = others.flat_map(Entry::keys).collect();
        thinned(covered, |one, next| {
            others.iter().any(|other| one < *other && *other < next)
        })
    }

    /// Applies all reports in the order of their keys.
    pub fn fold(&self, patient_id: i64) -> Result<StoredPatient, DbError> {
        let last = self.entries.last().ok_or(DbError::UnknownValue("report"))?;
        self.fold_until(patient_id, &last.key)
    }

    fn fold_until(&self, patient_id: i64, until: &ReportKey) -> Result<StoredPatient, DbError> {
        let mut stored: Option<StoredPatient> = None;
        let mut steps: Vec<(&ReportKey, &Report, Option<&Covered>)> = Vec::new();
        for entry in &self.entries {
            match &entry.body {
                Body::Base(base) => stored = Some(base.clone()),
                Body::Report(report, covered) => {
                    steps.extend(
                        covered
                            .iter()
                            .map(|covered| (&covered.key, report, Some(covered))),
                    );
                    steps.push((&entry.key, report, None));
                }
            }
        }
        steps.retain(|(key, ..)| *key <= until);
        steps.sort_by_key(|(key, ..)| *key);
        for (key, report, covered) in steps {
            let stored = stored.get_or_insert_with(|| StoredPatient::empty(patient_id, report));
            match covered {
                None => stored.apply(report, &key.digest)?,
                Some(covered) => covered
                    .doses(report)
                    .try_for_each(|dose| stored.apply_dose(&dose, key.reported_at))?,
            }
        }
        stored.ok_or(DbError::UnknownValue("report"))
    }

    /// Folds the older half into one row while the history is too large.
    pub fn shorten(&mut self, patient_id: i64) -> Result<(), DbError> {
        while is_too_large(self.size(), self.doses()) && self.entries.len() > 2 {
            self.fold_older_half(patient_id)?;
        }
        Ok(())
    }

    fn fold_older_half(&mut self, patient_id: i64) -> Result<(), DbError> {
        let last = self.entries.len() / 2;
        let Some(until) = self.entries.get(last).map(|entry| entry.key.clone()) else {
            return Ok(());
        };
        let base = self.fold_until(patient_id, &until)?;
        for older in self.entries.drain(..last) {
            if !matches!(older.state, State::New(_)) {
                self.removed.push(older.key);
            }
        }
        for entry in &mut self.entries {
            if entry.key == until {
                entry.change(Body::Base(base.clone()));
            } else {
                entry.drop_covered_until(&until);
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

    /// The number of doses that a fold applies.
    fn doses(&self) -> usize {
        self.entries.iter().map(Entry::doses).sum()
    }

    /// Adds the changes to the table.
    pub fn rows(self, patient_id: i64, encoder: &mut ReportEncoder, rows: &mut ReportRows) {
        rows.removed
            .extend(self.removed.into_iter().map(|key| (patient_id, key)));
        for entry in self.entries {
            let mut body = || match &entry.body {
                Body::Base(base) => encoder.encode_base(base),
                Body::Report(report, covered) => encoder.encode_covering(report, covered),
            };
            match entry.state {
                State::Stored => {}
                State::Changed => rows
                    .changed
                    .push(stored_report::row(patient_id, &entry.key, body())),
                State::New(encoded) => {
                    let body = encoded.unwrap_or_else(body);
                    rows.new.push(stored_report::row(patient_id, &entry.key, body));
                }
            }
        }
    }
}

impl Entry {
    /// Its own key, and the keys of the reports it covers.
    fn keys(&self) -> impl Iterator<Item = &ReportKey> {
        let covered = match &self.body {
            Body::Report(_, covered) => covered.as_slice(),
            Body::Base(_) => &[],
        };
        covered.iter().map(|covered| &covered.key).chain([&self.key])
    }

    fn doses(&self) -> usize {
        match &self.body {
            Body::Base(_) => 0,
            Body::Report(report, covered) => {
                report.doses.len() + covered.iter().map(Covered::steps).sum::<usize>()
            }
        }
    }

    fn set_covered(&mut self, all: Vec<Covered>) {
        if let Body::Report(_, covered) = &mut self.body {
            *covered = all;
            self.mark();
        }
    }

    fn drop_covered_until(&mut self, until: &ReportKey) {
        if let Body::Report(_, covered) = &mut self.body {
            let before = covered.len();
            covered.retain(|covered| covered.key > *until);
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
