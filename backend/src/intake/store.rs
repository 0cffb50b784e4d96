//! One report to its patient. The registry is what its reports add up to, in the order they were told: so it does not
//! depend on the order in which they arrive, nor on how often.

use super::changes::{Changes, PatientChange, changes};
use super::held::Held;
use super::holdings::Holdings;
use super::kept::KeptReport;
use super::patient_ids::PatientIds;
use super::report::Report;
use crate::db::{DbConnection, DbError};

/// Takes the report in, unless it is there already.
pub fn store<'r>(
    conn: &mut DbConnection,
    holdings: &mut Holdings<'r>,
    ids: &mut PatientIds,
    (report, kept): (&'r Report, &'r KeptReport),
) -> Result<Changes, DbError> {
    let Some(held) = holdings.find(report) else {
        let first = Held::first(ids.take(), report, kept)?;
        let changes = changes(report, None, &first.now);
        holdings.add(report, first);
        return Ok(changes);
    };
    if held.has(kept) {
        return Ok(Changes {
            patient: PatientChange::Unchanged,
            doses_unchanged: report.doses.len() as u64,
            warnings: report.warnings.clone(),
            ..Changes::default()
        });
    }
    let before = held.now.clone();
    held.take(conn, report, kept)?;
    Ok(changes(report, Some(&before), &held.now))
}
