//! The patient's doses as they are after a report: first decided one after another, then written.
//!
//! A dose is the sender's order number. Where there is none it is the patient's dose of that vaccine on that day.

use chrono::NaiveDateTime;

use super::dose::{has_news, merged};
use super::{Changes, PatientChange};
use crate::db::immunizations::{self, ImmunizationRow};
use crate::db::{DbConnection, DbError};
use crate::registry::import::rejection::{Fault, FaultCode};
use crate::registry::import::report::{Action, DoseReport, Report};

pub struct Doses<'r> {
    report: &'r Report,
    patient_id: String,
    known: Vec<Known>,
    /// Doses to be noted as deleted, by key.
    deleted: Vec<(String, NaiveDateTime)>,
    added: u64,
    updated: u64,
    removed: u64,
    unchanged: u64,
}

struct Known {
    /// The row in the table; `None` for a new dose.
    before: Option<ImmunizationRow>,
    /// The row to be; `None` for a deleted dose.
    after: Option<ImmunizationRow>,
}

impl<'r> Doses<'r> {
    pub fn new(report: &'r Report, patient_id: &str, rows: Vec<ImmunizationRow>) -> Self {
        let known = rows.into_iter().map(|row| Known {
            before: Some(row.clone()),
            after: Some(row),
        });
        Self {
            report,
            patient_id: patient_id.to_owned(),
            known: known.collect(),
            deleted: Vec::new(),
            added: 0,
            updated: 0,
            removed: 0,
            unchanged: 0,
        }
    }

    /// Decides what a told dose changes.
    pub fn take(&mut self, conn: &mut DbConnection, told: &DoseReport) -> Result<Result<(), Fault>, DbError> {
        let place = self.place_of(told);
        if place.is_none() && self.belongs_to_another(conn, told)? {
            return Ok(Err(Fault::of_field(
                "ORC-3",
                told.index,
                FaultCode::DuplicateKey,
                "the order number in ORC-3 stands for a dose of another patient; \
                 send a number of its own, or delete the other dose first",
            )));
        }
        match told.action {
            Action::Delete => self.delete(conn, told, place)?,
            Action::AddOrUpdate => self.add_or_update(conn, told, place)?,
        }
        Ok(Ok(()))
    }

    fn place_of(&self, told: &DoseReport) -> Option<usize> {
        let rows = || {
            let rows = self.known.iter().enumerate();
            rows.filter_map(|(place, known)| Some((place, known.after.as_ref()?)))
        };
        let same_day =
            || rows().filter(|(_, row)| row.cvx == told.cvx && row.occurrence_date == told.occurrence_date);
        let found = match &told.order_number {
            Some(number) => rows()
                .find(|(_, row)| row.filler_order_number.as_ref() == Some(number))
                .or_else(|| same_day().find(|(_, row)| row.filler_order_number.is_none())),
            None => same_day().min_by_key(|(_, row)| row.filler_order_number.clone()),
        };
        found.map(|(place, _)| place)
    }

    /// A number that wanders to another patient is a mistake of the sender: following it would move a dose between
    /// people.
    fn belongs_to_another(&self, conn: &mut DbConnection, told: &DoseReport) -> Result<bool, DbError> {
        let Some(number) = &told.order_number else {
            return Ok(false);
        };
        let owner = immunizations::patient_of_order(conn, &self.report.sender, number)?;
        Ok(owner.is_some_and(|owner| owner != self.patient_id))
    }

    fn delete(
        &mut self,
        conn: &mut DbConnection,
        told: &DoseReport,
        place: Option<usize>,
    ) -> Result<(), DbError> {
        let report = self.report;
        let mut keys = vec![key(report, told.order_number.as_deref(), told)];
        let known = place.and_then(|place| self.known.get_mut(place));
        let row = known.and_then(|known| {
            let row = known.after.as_ref()?;
            keys.push(key(report, row.filler_order_number.as_deref(), told));
            (row.last_reported_at <= report.told_at)
                .then_some(known)?
                .after
                .take()
        });
        match row {
            Some(_) => self.removed += 1,
            None => self.unchanged += 1,
        }
        keys.dedup();
        for key in keys {
            let noted = immunizations::deleted_at(conn, &report.sender, &key)?;
            if noted.is_none_or(|noted| noted < report.told_at) {
                self.deleted.push((key, report.told_at));
            }
        }
        Ok(())
    }

    fn add_or_update(
        &mut self,
        conn: &mut DbConnection,
        told: &DoseReport,
        place: Option<usize>,
    ) -> Result<(), DbError> {
        let report = self.report;
        let before = place.and_then(|place| self.known[place].after.clone());
        let is_late = before
            .as_ref()
            .is_none_or(|row| report.told_at < row.last_reported_at);
        if is_late {
            let key = key(report, told.order_number.as_deref(), told);
            let deleted_at = immunizations::deleted_at(conn, &report.sender, &key)?;
            if deleted_at.is_some_and(|deleted_at| deleted_at > report.told_at) {
                self.unchanged += 1;
                return Ok(());
            }
        }
        let after = merged(before.as_ref(), report, &self.patient_id, told)?;
        match &before {
            None => self.added += 1,
            Some(before) if has_news(before, &after) => self.updated += 1,
            Some(_) => self.unchanged += 1,
        }
        match place {
            Some(place) => self.known[place].after = Some(after),
            None => self.known.push(Known {
                before: None,
                after: Some(after),
            }),
        }
        Ok(())
    }

    /// Deleted rows first: their order numbers may stand in new ones.
    pub fn write(&self, conn: &mut DbConnection) -> Result<(), DbError> {
        for known in &self.known {
            if let (Some(row), None) = (&known.before, &known.after) {
                immunizations::delete(conn, &row.id)?;
            }
        }
        for known in &self.known {
            match (&known.before, &known.after) {
                (None, Some(row)) => immunizations::insert(conn, row)?,
                (Some(before), Some(after)) if before != after => immunizations::update(conn, after)?,
                (Some(_) | None, _) => {}
            }
        }
        for (key, at) in &self.deleted {
            immunizations::note_deleted(conn, &self.report.sender, key, *at)?;
        }
        Ok(())
    }

    pub fn changes(&self, patient: PatientChange, warnings: u64) -> Changes {
        Changes {
            patient,
            doses_added: self.added,
            doses_updated: self.updated,
            doses_deleted: self.removed,
            doses_unchanged: self.unchanged,
            warnings,
        }
    }
}

/// The name of a dose in `deleted_immunization`.
fn key(report: &Report, order_number: Option<&str>, told: &DoseReport) -> String {
    match order_number {
        Some(number) => format!("order {number}"),
        None => format!(
            "dose {} {} {}",
            report.patient.sender_patient_id, told.cvx, told.occurrence_date
        ),
    }
}
