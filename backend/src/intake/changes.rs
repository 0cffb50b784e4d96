//! Counts the changes that a report made.

use super::rejection::ReportError;
use super::report::Report;
use super::stored_patient::StoredPatient;
use crate::db::immunizations::ImmunizationRow;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PatientChange {
    Added,
    Updated,
    #[default]
    Unchanged,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub patient: PatientChange,
    pub doses_added: u64,
    pub doses_updated: u64,
    pub doses_deleted: u64,
    /// Doses that are stored already or replaced by a newer report.
    pub doses_unchanged: u64,
    /// What was left out of the report, and notes on how it was understood.
    pub warnings: Vec<ReportError>,
}

impl Changes {
    /// Doses that could not be read while the rest of their message was imported.
    pub fn doses_left_out(&self) -> u64 {
        self.warnings.iter().filter(|error| error.leaves_out_dose).count() as u64
    }

    /// The number of warnings without notes.
    pub fn warning_count(&self) -> u64 {
        self.warnings.iter().filter(|error| !error.is_note()).count() as u64
    }
}

/// Compares the rows; a difference in times alone is not a change.
pub fn changes(report: &Report, before: Option<&StoredPatient>, after: &StoredPatient) -> Changes {
    let doses_before = before.map_or(&[][..], |before| before.doses.as_slice());
    let count = |is_counted: &dyn Fn(&ImmunizationRow) -> bool| {
        after.doses.iter().filter(|dose| is_counted(dose)).count() as u64
    };
    let added = count(&|dose| same_dose(doses_before, dose).is_none());
    let updated = count(&|dose| same_dose(doses_before, dose).is_some_and(|was| !has_same_values(was, dose)));
    let kept = count(&|dose| same_dose(doses_before, dose).is_some());
    let deleted = (doses_before.len() as u64).saturating_sub(kept);
    let patient = match before {
        None => PatientChange::Added,
        Some(before) if differs(before, after) => PatientChange::Updated,
        Some(_) => PatientChange::Unchanged,
    };
    Changes {
        patient,
        doses_added: added,
        doses_updated: updated,
        doses_deleted: deleted,
        doses_unchanged: (report.doses.len() as u64).saturating_sub(added + updated + deleted),
        warnings: report.warnings.clone(),
    }
}

fn same_dose<'d>(doses: &'d [ImmunizationRow], dose: &ImmunizationRow) -> Option<&'d ImmunizationRow> {
    let number = dose.filler_order_number.as_ref();
    doses
        .iter()
        .find(|other| number.is_some() && other.filler_order_number.as_ref() == number)
        .or_else(|| {
            doses.iter().find(|other| {
                (other.filler_order_number.is_none() || number.is_none())
                    && (&other.cvx, other.occurrence_date) == (&dose.cvx, dose.occurrence_date)
            })
        })
}

fn has_same_values(before: &ImmunizationRow, after: &ImmunizationRow) -> bool {
    let timeless = ImmunizationRow {
        number: after.number,
        last_reported_at: after.last_reported_at,
        ..before.clone()
    };
    timeless == *after
}

fn differs(before: &StoredPatient, after: &StoredPatient) -> bool {
    let mut timeless = before.patient.clone();
    timeless.last_reported_at = after.patient.last_reported_at;
    timeless
        .last_report_digest
        .clone_from(&after.patient.last_report_digest);
    let values = |stored: &StoredPatient| {
        let rows = stored.contacts.iter();
        rows.map(|row| (row.kind.clone(), row.value.clone(), row.owner.clone()))
            .collect::<Vec<_>>()
    };
    timeless != after.patient || values(before) != values(after)
}
