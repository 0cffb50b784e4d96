//! One patient while a group of reports is applied: the rows as stored, and the rows to be written.

use std::collections::BTreeSet;

use super::covering::can_cover;
use super::history::{History, ReportRows, is_too_large};
use super::report::{DoseReport, Report};
use super::report_key::ReportKey;
use super::stored_patient::StoredPatient;
use super::stored_report::{EncodedReport, ReportEncoder};
use crate::db::reports::{ReportRow, ReportsSize};
use crate::db::{DbConnection, DbError, reports};

/// Below this number of doses, reports that each add a numbered dose cannot be too many.
const FEW_DOSES: usize = 100;

pub struct OpenPatient {
    /// `None` for a new patient.
    pub before: Option<StoredPatient>,
    pub now: StoredPatient,
    /// The keys of all stored reports, if a report of the group may be among them.
    pub stored_keys: BTreeSet<ReportKey>,
    /// The size of the stored reports, if it may be too large.
    pub size: ReportsSize,
    /// Reports to insert. Most of them do not need the stored reports.
    new_reports: Vec<ReportRow>,
    history: Option<History>,
}

/// The outcome of applying a report.
pub enum ApplyOutcome {
    Applied,
    /// The report is stored already.
    Duplicate,
    /// The reports of its time were folded into one row.
    TooOld,
}

impl OpenPatient {
    pub fn first(id: i64, report: &Report, encoded: &EncodedReport) -> Result<Self, DbError> {
        let mut patient = Self::of(None, StoredPatient::first(id, report, &encoded.key.digest)?);
        patient.new_reports.push(encoded.row(id));
        Ok(patient)
    }

    pub fn loaded(stored: StoredPatient) -> Self {
        Self::of(Some(stored.clone()), stored)
    }

    fn of(before: Option<StoredPatient>, now: StoredPatient) -> Self {
        Self {
            before,
            now,
            stored_keys: BTreeSet::new(),
            size: ReportsSize::default(),
            new_reports: Vec::new(),
            history: None,
        }
    }

    pub fn is_latest(&self, encoded: &EncodedReport) -> bool {
        let patient = &self.now.patient;
        let latest = (patient.last_reported_at, &patient.last_report_digest);
        (encoded.key.reported_at, &encoded.key.digest) > latest
    }

    /// Whether the stored reports must be read: this one arrives late, or it may cover some of them.
    pub fn needs_reports(&self, report: &Report, encoded: &EncodedReport) -> bool {
        if !self.is_latest(encoded) {
            return !self.is_known(&encoded.key);
        }
        let repeats_a_dose = report.doses.iter().any(|dose| self.has_number(dose));
        (report.doses.is_empty() || repeats_a_dose) && can_cover(report)
    }

    /// Whether many reports like this one can accumulate before the stored ones are read.
    pub fn may_grow(&self, report: &Report) -> bool {
        self.history.is_none() && (self.now.doses.len() >= FEW_DOSES || !can_cover(report))
    }

    /// Applies the report, unless it is stored already.
    pub fn apply(
        &mut self,
        conn: &mut DbConnection,
        report: &Report,
        encoded: &EncodedReport,
    ) -> Result<ApplyOutcome, DbError> {
        if self.is_known(&encoded.key) {
            return Ok(ApplyOutcome::Duplicate);
        }
        let size = ReportsSize {
            rows: self.size.rows + self.new_reports.len() + 1,
            bytes: self.size.bytes + encoded.body.len(),
        };
        if self.history.is_none() {
            let most_doses = size.rows * report.doses.len().max(self.now.doses.len());
            if !self.needs_reports(report, encoded) && !is_too_large(size, most_doses) {
                self.new_reports.push(encoded.row(self.now.patient.id));
                self.now.apply(report, &encoded.key.digest)?;
                return Ok(ApplyOutcome::Applied);
            }
            let stored = match self.before {
                Some(_) => reports::reports_of(conn, self.now.patient.id)?,
                None => Vec::new(),
            };
            self.load_history(stored)?;
        }
        self.apply_to_history(report, encoded)
    }

    /// Reads the stored reports.
    pub fn load_history(&mut self, stored: Vec<ReportRow>) -> Result<(), DbError> {
        self.history = Some(History::open(stored, std::mem::take(&mut self.new_reports))?);
        Ok(())
    }

    fn apply_to_history(
        &mut self,
        report: &Report,
        encoded: &EncodedReport,
    ) -> Result<ApplyOutcome, DbError> {
        let is_latest = self.is_latest(encoded);
        let patient_id = self.now.patient.id;
        let Some(history) = &mut self.history else {
            return Ok(ApplyOutcome::Duplicate);
        };
        if history.has(&encoded.key) {
            return Ok(ApplyOutcome::Duplicate);
        }
        if history.is_folded_at(&encoded.key) {
            return Ok(ApplyOutcome::TooOld);
        }
        history.add(report, encoded);
        if is_latest {
            self.now.apply(report, &encoded.key.digest)?;
        } else {
            // The later reports have to be applied again on top of it.
            self.now = history.fold(patient_id)?;
        }
        history.shorten(patient_id)?;
        Ok(ApplyOutcome::Applied)
    }

    fn is_known(&self, key: &ReportKey) -> bool {
        let is_new = |row: &ReportRow| (row.reported_at, &row.digest) == (key.reported_at, &key.digest);
        self.stored_keys.contains(key) || self.new_reports.iter().any(is_new)
    }

    pub fn has_number(&self, dose: &DoseReport) -> bool {
        let number = dose.order_number.as_ref();
        let is_it =
            |row: &crate::db::immunizations::ImmunizationRow| row.filler_order_number.as_ref() == number;
        number.is_some() && self.now.doses.iter().any(is_it)
    }

    /// Adds the changes of the table `report`.
    pub fn report_rows(&mut self, encoder: &mut ReportEncoder, rows: &mut ReportRows) {
        rows.new.append(&mut self.new_reports);
        if let Some(history) = self.history.take() {
            history.rows(self.now.patient.id, encoder, rows);
        }
    }
}
