//! A patient's doses as reports add, change and delete them.
//!
//! A dose is the sender's order number. Where there is none it is the patient's dose of that vaccine on that day.

use std::cmp::Reverse;

use chrono::NaiveDateTime;

use super::holding::{take as put, take_flag};
use super::report::{Action, DoseReport};
use crate::db::DbError;
use crate::db::immunizations::{ImmunizationRow, outcome_of};
use crate::record::DoseOutcome;

/// Takes what was told about one dose.
pub fn take(
    doses: &mut Vec<ImmunizationRow>,
    patient_id: i64,
    told: &DoseReport,
    reported_at: NaiveDateTime,
) -> Result<(), DbError> {
    let place = place_of(doses, told);
    match (told.action, place) {
        (Action::Delete, Some(place)) => {
            doses.remove(place);
        }
        (Action::Delete, None) => {}
        (Action::AddOrUpdate, Some(place)) => update(&mut doses[place], told, reported_at)?,
        (Action::AddOrUpdate, None) => {
            let number = doses.last().map_or(1, |last| last.number + 1);
            let mut dose = fresh(patient_id, number, told, reported_at);
            update(&mut dose, told, reported_at)?;
            doses.push(dose);
        }
    }
    Ok(())
}

/// A number that is new may belong to a dose that was told without one.
fn place_of(doses: &[ImmunizationRow], told: &DoseReport) -> Option<usize> {
    let is_same = |row: &ImmunizationRow| row.cvx == told.cvx && row.occurrence_date == told.occurrence_date;
    match &told.order_number {
        Some(number) => doses
            .iter()
            .position(|row| row.filler_order_number.as_ref() == Some(number))
            .or_else(|| {
                doses
                    .iter()
                    .position(|row| is_same(row) && row.filler_order_number.is_none())
            }),
        // Of two doses it could mean, the one without a number.
        None => doses
            .iter()
            .enumerate()
            .filter(|(_, row)| is_same(row))
            .max_by_key(|(_, row)| (row.filler_order_number.is_none(), Reverse(row.number)))
            .map(|(place, _)| place),
    }
}

fn update(row: &mut ImmunizationRow, told: &DoseReport, reported_at: NaiveDateTime) -> Result<(), DbError> {
    row.cvx.clone_from(&told.cvx);
    row.occurrence_date = told.occurrence_date;
    if told.order_number.is_some() {
        row.filler_order_number.clone_from(&told.order_number);
    }
    put(&mut row.vaccine_text, &told.vaccine_text);
    put(&mut row.mvx, &told.mvx);
    put(&mut row.product, &told.product);
    put(&mut row.lot_number, &told.lot_number);
    put(&mut row.performer, &told.performer);
    take_flag(&mut row.is_historical, told.is_historical);
    let mut outcome = Some(outcome_of(&row.outcome)?);
    put(&mut outcome, &told.outcome);
    // Completed is what a dose is unless told otherwise.
    outcome
        .unwrap_or(DoseOutcome::Completed)
        .name()
        .clone_into(&mut row.outcome);
    row.last_reported_at = reported_at;
    Ok(())
}

fn fresh(patient_id: i64, number: i32, told: &DoseReport, reported_at: NaiveDateTime) -> ImmunizationRow {
    ImmunizationRow {
        patient_id,
        number,
        filler_order_number: None,
        cvx: told.cvx.clone(),
        vaccine_text: None,
        occurrence_date: told.occurrence_date,
        mvx: None,
        product: None,
        lot_number: None,
        performer: None,
        is_historical: false,
        outcome: DoseOutcome::Completed.name().to_owned(),
        last_reported_at: reported_at,
    }
}
