//! Reads the columns of the dose.

use chrono::NaiveDate;

use super::row::Row;
use crate::formats::csv_table::Column;
use crate::intake::options::Options;
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::{Action, DoseReport, Patch};
use crate::record::DoseOutcome;
use crate::record::catalogue::canonical_cvx;

/// CVX 998, no vaccine administered: the row carries an observation, not a dose.
const NO_VACCINE: &str = "998";
const COLUMNS: [Column; 11] = [
    Column::DoseId,
    Column::Action,
    Column::Cvx,
    Column::Vaccine,
    Column::Date,
    Column::Manufacturer,
    Column::Product,
    Column::Lot,
    Column::Performer,
    Column::Historical,
    Column::Status,
];

/// `None` for a row whose dose columns are empty.
pub fn dose(
    row: &Row,
    birth_date: NaiveDate,
    options: &Options,
    warnings: &mut Vec<ReportError>,
) -> Result<Option<DoseReport>, ReportError> {
    if COLUMNS.iter().all(|column| row.cell(*column).is_empty()) {
        return Ok(None);
    }
    let cvx = canonical_cvx(&row.required(Column::Cvx)?).ok_or_else(|| {
        row.error(
            Column::Cvx,
            ErrorCode::TableValueNotFound,
            "cvx is not a number of up to four digits; correct it",
        )
    })?;
    let occurrence_date = row.past_day(Column::Date, &options.read_at)?;
    if occurrence_date < birth_date {
        let text = "date is before birth_date; correct one of them";
        return Err(row.error(Column::Date, ErrorCode::DataType, text));
    }
    if cvx == NO_VACCINE {
        return Ok(None);
    }
    let action = action(row)?;
    if action == Action::AddOrUpdate && !options.vaccines.knows(&cvx) {
        let text = "cvx is not known; the dose was imported, check the code";
        warnings.push(row.error(Column::Cvx, ErrorCode::TableValueNotFound, text));
    }
    Ok(Some(DoseReport {
        action,
        order_number: row.optional(Column::DoseId),
        cvx,
        occurrence_date,
        vaccine_text: row.text(Column::Vaccine),
        mvx: manufacturer(row, warnings),
        product: row.text(Column::Product),
        lot_number: row.text(Column::Lot),
        performer: row.text(Column::Performer),
        is_historical: row.flag(Column::Historical)?,
        outcome: outcome(row)?,
    }))
}

fn action(row: &Row) -> Result<Action, ReportError> {
    match row.cell(Column::Action).to_ascii_lowercase().as_str() {
        "" | "add" | "update" => Ok(Action::AddOrUpdate),
        "delete" => Ok(Action::Delete),
        _ => Err(row.error(
            Column::Action,
            ErrorCode::TableValueNotFound,
            "action is none of add, update, delete; correct it",
        )),
    }
}

/// The MVX code.
fn manufacturer(row: &Row, warnings: &mut Vec<ReportError>) -> Patch<String> {
    let is_code =
        |code: &str| (2..=5).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
    match row
        .text(Column::Manufacturer)
        .map(|code| code.to_ascii_uppercase())
    {
        Patch::Set(code) if !is_code(&code) => {
            let text = "manufacturer is no MVX code; it was left out";
            warnings.push(row.error(Column::Manufacturer, ErrorCode::TableValueNotFound, text));
            Patch::Keep
        }
        told => told,
    }
}

fn outcome(row: &Row) -> Result<Patch<DoseOutcome>, ReportError> {
    let error = || {
        let text = "status is none of completed, partial, refused, not-administered; correct it";
        row.error(Column::Status, ErrorCode::TableValueNotFound, text)
    };
    Ok(match row.text(Column::Status) {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(text) => Patch::Set(DoseOutcome::from_name(&text.to_ascii_lowercase()).ok_or_else(error)?),
    })
}
