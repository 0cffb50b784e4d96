//! One report to its patient. The registry is what its reports add up to, in the order they were told: so it does not
//! depend on the order in which they arrive, nor on how often.

use super::changes::{Changes, PatientChange, changes};
use super::held::{Held, Taken};
use super::holdings::Holdings;
use super::kept::KeptReport;
use super::patient_ids::PatientIds;
use super::rejection::{ErrorCode, ReportError};
use super::report::{Action, Report};
use crate::db::{DbConnection, DbError};

/// Far more than anybody gets. Without a bound, one patient's reports could hold the writer for long.
const MOST_DOSES: usize = 500;

/// Takes the report in, unless it is there already, or cannot be taken in.
pub fn store<'r>(
    conn: &mut DbConnection,
    holdings: &mut Holdings<'r>,
    ids: &mut PatientIds,
    (report, kept): (&'r Report, &'r KeptReport),
) -> Result<Result<Changes, ReportError>, DbError> {
    if report.doses.len() > MOST_DOSES {
        return Ok(Err(too_many_doses("one message tells")));
    }
    let Some(held) = holdings.find(report) else {
        let first = Held::first(ids.take(), report, kept)?;
        let changes = changes(report, None, &first.now);
        holdings.add(report, first);
        return Ok(Ok(changes));
    };
    if has_too_many(held, report) {
        return Ok(Err(too_many_doses("the patient would have")));
    }
    let before = held.now.clone();
    Ok(match held.take(conn, report, kept)? {
        Taken::In => Ok(changes(report, Some(&before), &held.now)),
        Taken::Again => Ok(Changes {
            patient: PatientChange::Unchanged,
            doses_unchanged: report.doses.len() as u64,
            warnings: report.warnings.clone(),
            ..Changes::default()
        }),
        Taken::TooLate => Err(ReportError::of_field(
            "MSH-7",
            1,
            ErrorCode::Application,
            "older than what the registry still keeps of this patient's reports; nothing was changed",
        )),
    })
}

/// Counts doses twice only where the sender gives them no numbers.
fn has_too_many(held: &Held, report: &Report) -> bool {
    let there = held.now.doses.len();
    if there + report.doses.len() <= MOST_DOSES {
        return false;
    }
    let is_told_again = |told: &&super::report::DoseReport| {
        let is_same = |row: &crate::db::immunizations::ImmunizationRow| {
            (&row.cvx, row.occurrence_date) == (&told.cvx, told.occurrence_date)
        };
        held.has_number(told) || (told.order_number.is_none() && held.now.doses.iter().any(is_same))
    };
    let added = report
        .doses
        .iter()
        .filter(|told| told.action == Action::AddOrUpdate);
    there + added.filter(|told| !is_told_again(told)).count() > MOST_DOSES
}

fn too_many_doses(words: &str) -> ReportError {
    let text = format!("{words} more than {MOST_DOSES} doses; nothing was changed");
    ReportError::of_field("RXA", 1, ErrorCode::Application, text)
}
