//! One patient while a group of reports is taken in: as the tables hold them, and as they are to be.

use std::collections::BTreeSet;

use super::covering::can_cover;
use super::history::{History, ReportRows, is_too_large};
use super::holding::Holding;
use super::kept::{Keeper, KeptReport};
use super::place::Place;
use super::report::{DoseReport, Report};
use crate::db::reports::{ReportRow, ReportsSize};
use crate::db::{DbConnection, DbError, reports};

/// With fewer doses, reports that each tell a new numbered one cannot be too many.
const FEW_DOSES: usize = 100;

pub struct Held {
    /// None where the patient is new.
    pub before: Option<Holding>,
    pub now: Holding,
    /// The places of all stored reports, where the group has one that may be among them.
    pub known: BTreeSet<Place>,
    /// What the stored reports take, where that may be too much.
    pub size: ReportsSize,
    /// Most reports are written without a look at those before.
    new_reports: Vec<ReportRow>,
    history: Option<History>,
}

/// What became of a report.
pub enum Taken {
    In,
    /// It is there already.
    Again,
    /// The reports of its time are no longer kept one by one.
    TooLate,
}

impl Held {
    pub fn first(id: i64, report: &Report, kept: &KeptReport) -> Result<Self, DbError> {
        let mut held = Self::of(None, Holding::first(id, report, &kept.place.digest)?);
        held.new_reports.push(kept.row(id));
        Ok(held)
    }

    pub fn loaded(holding: Holding) -> Self {
        Self::of(Some(holding.clone()), holding)
    }

    fn of(before: Option<Holding>, now: Holding) -> Self {
        Self {
            before,
            now,
            known: BTreeSet::new(),
            size: ReportsSize::default(),
            new_reports: Vec::new(),
            history: None,
        }
    }

    pub fn is_latest(&self, kept: &KeptReport) -> bool {
        let patient = &self.now.patient;
        let latest = (patient.last_reported_at, &patient.last_report_digest);
        (kept.place.reported_at, &kept.place.digest) > latest
    }

    /// Whether the earlier reports have to be read: where this one arrives late, and where it may cover some of them.
    pub fn looks_back(&self, report: &Report, kept: &KeptReport) -> bool {
        if !self.is_latest(kept) {
            return !self.is_known(&kept.place);
        }
        let tells_again = report.doses.iter().any(|dose| self.has_number(dose));
        (report.doses.is_empty() || tells_again) && can_cover(report)
    }

    /// Whether reports like this one can become many without a look at those before.
    pub fn may_grow(&self, report: &Report) -> bool {
        self.history.is_none() && (self.now.doses.len() >= FEW_DOSES || !can_cover(report))
    }

    /// Takes the report in, if it is not there yet.
    pub fn take(
        &mut self,
        conn: &mut DbConnection,
        report: &Report,
        kept: &KeptReport,
    ) -> Result<Taken, DbError> {
        if self.is_known(&kept.place) {
            return Ok(Taken::Again);
        }
        let size = ReportsSize {
            rows: self.size.rows + self.new_reports.len() + 1,
            bytes: self.size.bytes + kept.body.len(),
        };
        if self.history.is_none() {
            if !self.looks_back(report, kept) && !is_too_large(size) {
                self.new_reports.push(kept.row(self.now.patient.id));
                self.now.take(report, &kept.place.digest)?;
                return Ok(Taken::In);
            }
            let stored = match self.before {
                Some(_) => reports::reports_of(conn, self.now.patient.id)?,
                None => Vec::new(),
            };
            self.open(stored)?;
        }
        self.take_into_history(report, kept)
    }

    /// Reads the earlier reports.
    pub fn open(&mut self, stored: Vec<ReportRow>) -> Result<(), DbError> {
        self.history = Some(History::open(stored, std::mem::take(&mut self.new_reports))?);
        Ok(())
    }

    fn take_into_history(&mut self, report: &Report, kept: &KeptReport) -> Result<Taken, DbError> {
        let is_latest = self.is_latest(kept);
        let patient_id = self.now.patient.id;
        let Some(history) = &mut self.history else {
            return Ok(Taken::Again);
        };
        if history.has(&kept.place) {
            return Ok(Taken::Again);
        }
        if history.is_folded_at(&kept.place) {
            return Ok(Taken::TooLate);
        }
        history.add(report, kept);
        if is_latest {
            self.now.take(report, &kept.place.digest)?;
        } else {
            // It changes what the later ones add to.
            self.now = history.fold(patient_id)?;
        }
        history.shorten(patient_id)?;
        Ok(Taken::In)
    }

    fn is_known(&self, place: &Place) -> bool {
        let is_new = |row: &ReportRow| (row.reported_at, &row.digest) == (place.reported_at, &place.digest);
        self.known.contains(place) || self.new_reports.iter().any(is_new)
    }

    pub fn has_number(&self, told: &DoseReport) -> bool {
        let number = told.order_number.as_ref();
        let is_it =
            |row: &crate::db::immunizations::ImmunizationRow| row.filler_order_number.as_ref() == number;
        number.is_some() && self.now.doses.iter().any(is_it)
    }

    /// What differs from the table `report`.
    pub fn report_rows(&mut self, keeper: &mut Keeper, rows: &mut ReportRows) {
        rows.new.append(&mut self.new_reports);
        if let Some(history) = self.history.take() {
            history.rows(self.now.patient.id, keeper, rows);
        }
    }
}
