//! Applies one report to its patient. The result depends only on the message times of the reports: neither their order
//! of arrival nor repeats change it.

use super::changes::{Changes, PatientChange, changes};
use super::open_patient::{ApplyOutcome, OpenPatient};
use super::open_patients::OpenPatients;
use super::patient_ids::PatientIds;
use super::rejection::{ErrorCode, ReportError};
use super::report::{Action, Report};
use super::stored_report::EncodedReport;
use crate::db::{DbConnection, DbError};

/// Far more doses than a person gets. Without a limit, one patient's reports could block the writer for long.
const MOST_DOSES: usize = 500;

/// Applies the report, unless it is stored already or must be rejected.
pub fn store<'r>(
    conn: &mut DbConnection,
    patients: &mut OpenPatients<'r>,
    ids: &mut PatientIds,
    report: &'r Report,
    encoded: &'r EncodedReport,
) -> Result<Result<Changes, ReportError>, DbError> {
    if report.doses.len() > MOST_DOSES {
        return Ok(Err(too_many_doses("one message has")));
    }
    let Some(patient) = patients.find(report) else {
        let first = OpenPatient::first(ids.take(), report, encoded)?;
        let changes = changes(report, None, &first.now);
        patients.add(report, first);
        return Ok(Ok(changes));
    };
    if has_too_many(patient, report) {
        return Ok(Err(too_many_doses("the patient would have")));
    }
    let before = patient.now.clone();
    Ok(match patient.apply(conn, report, encoded)? {
        ApplyOutcome::Applied => Ok(changes(report, Some(&before), &patient.now)),
        ApplyOutcome::Duplicate => Ok(Changes {
            patient: PatientChange::Unchanged,
            doses_unchanged: report.doses.len() as u64,
            warnings: report.warnings.clone(),
            ..Changes::default()
        }),
        ApplyOutcome::TooOld => Err(ReportError::of_field(
            "MSH-7",
            1,
            ErrorCode::Application,
            "older than the stored reports of this patient, which were folded into one; nothing was changed",
        )),
    })
}

/// Counts a dose twice only if the sender gives it no number.
fn has_too_many(patient: &OpenPatient, report: &Report) -> bool {
    let stored = patient.now.doses.len();
    if stored + report.doses.len() <= MOST_DOSES {
        return false;
    }
    let is_repeated = |dose: &&super::report::DoseReport| {
        let is_same = |row: &crate::db::immunizations::ImmunizationRow| {
            (&row.cvx, row.occurrence_date) == (&dose.cvx, dose.occurrence_date)
        };
        patient.has_number(dose) || (dose.order_number.is_none() && patient.now.doses.iter().any(is_same))
    };
    let added = report
        .doses
        .iter()
        .filter(|dose| dose.action == Action::AddOrUpdate);
    stored + added.filter(|dose| !is_repeated(dose)).count() > MOST_DOSES
}

fn too_many_doses(words: &str) -> ReportError {
    let text = format!("{words} more than {MOST_DOSES} doses; nothing was changed");
    ReportError::of_field("RXA", 1, ErrorCode::Application, text)
}
