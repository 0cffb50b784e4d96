//! Applies reported doses to the patient's list of doses: adds, changes and deletes them.
//!
//! A dose is identified by the sender's order number; without one, by its vaccine and date.

use std::cmp::Reverse;

use chrono::NaiveDateTime;

use super::report::{Action, DoseReport};
use super::stored_patient::{apply_flag, apply_patch};
use crate::db::DbError;
use crate::db::immunizations::{ImmunizationRow, outcome_of};
use crate::record::DoseOutcome;

/// Applies the report of one dose.
pub fn apply(
    doses: &mut Vec<ImmunizationRow>,
    patient_id: i64,
    dose: &DoseReport,
    reported_at: NaiveDateTime,
) -> Result<(), DbError> {
    let at = find(doses, dose);
    match (dose.action, at) {
        (Action::Delete, Some(at)) => {
            doses.remove(at);
        }
        (Action::Delete, None) => {}
        (Action::AddOrUpdate, Some(at)) => update(&mut doses[at], dose, reported_at)?,
        (Action::AddOrUpdate, None) => {
            let number = doses.last().map_or(1, |last| last.number + 1);
            let mut row = new_row(patient_id, number, dose, reported_at);
            update(&mut row, dose, reported_at)?;
            doses.push(row);
        }
    }
    Ok(())
}

/// Finds the stored dose that the report means. A new order number may belong to a dose reported without one.
fn find(doses: &[ImmunizationRow], dose: &DoseReport) -> Option<usize> {
    let is_same = |row: &ImmunizationRow| row.cvx == dose.cvx && row.occurrence_date == dose.occurrence_date;
    match &dose.order_number {
        Some(number) => doses
            .iter()
            .position(|row| row.filler_order_number.as_ref() == Some(number))
            .or_else(|| {
                doses
                    .iter()
                    .position(|row| is_same(row) && row.filler_order_number.is_none())
            }),
        // If two doses match, the report means the one without a number.
        None => doses
            .iter()
            .enumerate()
            .filter(|(_, row)| is_same(row))
            .max_by_key(|(_, row)| (row.filler_order_number.is_none(), Reverse(row.number)))
            .map(|(at, _)| at),
    }
}

fn update(row: &mut ImmunizationRow, dose: &DoseReport, reported_at: NaiveDateTime) -> Result<(), DbError> {
    row.cvx.clone_from(&dose.cvx);
    row.occurrence_date = dose.occurrence_date;
    if dose.order_number.is_some() {
        row.filler_order_number.clone_from(&dose.order_number);
    }
    apply_patch(&mut row.vaccine_text, &dose.vaccine_text);
    apply_patch(&mut row.mvx, &dose.mvx);
    apply_patch(&mut row.product, &dose.product);
    apply_patch(&mut row.lot_number, &dose.lot_number);
    apply_patch(&mut row.performer, &dose.performer);
    apply_flag(&mut row.is_historical, dose.is_historical);
    let mut outcome = Some(outcome_of(&row.outcome)?);
    apply_patch(&mut outcome, &dose.outcome);
    // A dose is completed unless reported otherwise.
    outcome
        .unwrap_or(DoseOutcome::Completed)
        .name()
        .clone_into(&mut row.outcome);
    row.last_reported_at = reported_at;
    Ok(())
}

fn new_row(patient_id: i64, number: i32, dose: &DoseReport, reported_at: NaiveDateTime) -> ImmunizationRow {
    ImmunizationRow {
        patient_id,
        number,
        filler_order_number: None,
        cvx: dose.cvx.clone(),
        vaccine_text: None,
        occurrence_date: dose.occurrence_date,
        mvx: None,
        product: None,
        lot_number: None,
        performer: None,
        is_historical: false,
        outcome: DoseOutcome::Completed.name().to_owned(),
        last_reported_at: reported_at,
    }
}
