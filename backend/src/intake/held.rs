//! One patient while a group of reports is taken in: as the tables hold them, and as they are to be.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::holding::Holding;
use super::kept::{self, KeptReport};
use super::report::Report;
use crate::db::reports::ReportRow;
use crate::db::{DbConnection, DbError, reports};

/// Where a report stands among those of its patient.
pub type Place = (NaiveDateTime, Vec<u8>);

pub struct Held {
    /// None where the patient is new.
    pub before: Option<Holding>,
    pub now: Holding,
    pub new_reports: Vec<ReportRow>,
    /// The places of all stored reports, where the group has one that may be among them.
    pub known: BTreeSet<Place>,
}

impl Held {
    pub fn first(id: i64, report: &Report, kept: &KeptReport) -> Result<Self, DbError> {
        Ok(Self {
            before: None,
            now: Holding::first(id, report, kept)?,
            new_reports: vec![kept.row(id)],
            known: BTreeSet::new(),
        })
    }

    pub fn loaded(holding: Holding) -> Self {
        Self {
            before: Some(holding.clone()),
            now: holding,
            new_reports: Vec::new(),
            known: BTreeSet::new(),
        }
    }

    pub fn is_latest(&self, kept: &KeptReport) -> bool {
        let patient = &self.now.patient;
        let latest = (patient.last_reported_at, patient.last_report_digest.as_slice());
        (kept.told_at, kept.digest.as_slice()) > latest
    }

    /// True where the very same report is there already.
    pub fn has(&self, kept: &KeptReport) -> bool {
        let is_new = |row: &ReportRow| (row.told_at, &row.digest) == (kept.told_at, &kept.digest);
        self.known.contains(&(kept.told_at, kept.digest.clone())) || self.new_reports.iter().any(is_new)
    }

    /// Takes a report that is not there yet.
    pub fn take(
        &mut self,
        conn: &mut DbConnection,
        report: &Report,
        kept: &KeptReport,
    ) -> Result<(), DbError> {
        let is_latest = self.is_latest(kept);
        self.new_reports.push(kept.row(self.now.patient.id));
        if is_latest {
            self.now.take(report, kept)
        } else {
            self.now = self.replayed(conn)?;
            Ok(())
        }
    }

    /// A report that arrives late changes what the later ones add to.
    fn replayed(&self, conn: &mut DbConnection) -> Result<Holding, DbError> {
        let patient_id = self.now.patient.id;
        let mut rows = reports::reports_of(conn, patient_id)?;
        rows.extend(self.new_reports.iter().cloned());
        rows.sort_by(|a, b| (a.told_at, &a.digest).cmp(&(b.told_at, &b.digest)));
        let mut holding: Option<Holding> = None;
        for row in rows {
            let (report, kept) = kept::open(row)?;
            match &mut holding {
                Some(holding) => holding.take(&report, &kept)?,
                None => holding = Some(Holding::first(patient_id, &report, &kept)?),
            }
        }
        holding.ok_or(DbError::UnknownValue("report"))
    }
}
