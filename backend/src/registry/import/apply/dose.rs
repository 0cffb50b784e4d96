//! One dose's row as it is after a report. Decides, writes nothing.

use crate::db::DbError;
use crate::db::immunizations::{ImmunizationRow, outcome_of, outcome_text};
use crate::random::random_id;
use crate::record::DoseOutcome;
use crate::registry::import::merge::Merge;
use crate::registry::import::report::{DoseReport, Report};

/// The row as it is after the report.
pub fn merged(
    before: Option<&ImmunizationRow>,
    report: &Report,
    patient_id: &str,
    told: &DoseReport,
) -> Result<ImmunizationRow, DbError> {
    let mut merge = match before {
        Some(row) => Merge::into_row(report.told_at, row.last_reported_at, &row.field_times),
        None => Merge::into_new(report.told_at),
    };
    let mut row = match before {
        Some(row) => row.clone(),
        None => fresh(report, patient_id, told),
    };
    if merge.is_latest() {
        row.cvx.clone_from(&told.cvx);
        row.occurrence_date = told.occurrence_date;
    }
    if row.filler_order_number.is_none() {
        row.filler_order_number.clone_from(&told.order_number);
    }
    merge.field("text", &mut row.vaccine_text, told.vaccine_text.clone());
    merge.field("mvx", &mut row.mvx, told.mvx.clone());
    merge.field("product", &mut row.product, told.product.clone());
    merge.field("lot", &mut row.lot_number, told.lot_number.clone());
    merge.field("performer", &mut row.performer, told.performer.clone());
    let mut historical = row.is_historical.then_some(());
    merge.field("historical", &mut historical, told.is_historical);
    row.is_historical = historical.is_some();
    // Completed is what a dose is unless told otherwise.
    let mut outcome = Some(outcome_of(&row.outcome)?).filter(|outcome| *outcome != DoseOutcome::Completed);
    merge.field("outcome", &mut outcome, told.outcome);
    outcome_text(outcome.unwrap_or(DoseOutcome::Completed)).clone_into(&mut row.outcome);
    (row.last_reported_at, row.field_times) = merge.finish();
    Ok(row)
}

fn fresh(report: &Report, patient_id: &str, told: &DoseReport) -> ImmunizationRow {
    ImmunizationRow {
        id: random_id(),
        patient_id: patient_id.to_owned(),
        sender: report.sender.clone(),
        filler_order_number: told.order_number.clone(),
        cvx: told.cvx.clone(),
        vaccine_text: None,
        occurrence_date: told.occurrence_date,
        mvx: None,
        product: None,
        lot_number: None,
        performer: None,
        is_historical: false,
        outcome: outcome_text(DoseOutcome::Completed).to_owned(),
        last_reported_at: report.told_at,
        field_times: String::new(),
    }
}

/// True when more has changed than the times.
pub fn has_news(before: &ImmunizationRow, after: &ImmunizationRow) -> bool {
    let untimed = ImmunizationRow {
        last_reported_at: after.last_reported_at,
        field_times: after.field_times.clone(),
        ..before.clone()
    };
    untimed != *after
}
