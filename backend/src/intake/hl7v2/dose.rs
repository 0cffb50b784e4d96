//! Reads RXA: a dose.

use chrono::NaiveDate;

use super::message::Segment;
use super::reading::{Reading, text};
use super::supply::{lots, manufacturer, performer};
use super::vaccine::{triplets, vaccine};
use crate::formats::hl7v2::{NoDate, date, has_odd_digits};
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::{Action, DoseReport, Patch, PatientReport};
use crate::record::DoseOutcome;

/// CVX 998, no vaccine administered: the RXA carries an observation, not a dose.
const NO_VACCINE: &str = "998";

/// `None` for an RXA that carries no dose.
pub fn dose(
    rxa: &Segment<'_>,
    order_number: Option<String>,
    patient: &PatientReport,
    reading: &mut Reading,
) -> Result<Option<DoseReport>, ReportError> {
    let vaccine = vaccine(rxa, reading)?;
    if vaccine.cvx == NO_VACCINE {
        return Ok(None);
    }
    let action = action(rxa, reading)?;
    if action == Action::AddOrUpdate && !reading.vaccines.knows(&vaccine.cvx) {
        let words = "the CVX code in RXA-5 is not known; the dose was imported, check the code";
        reading.warn("RXA-5", rxa.index, ErrorCode::TableValueNotFound, words);
    }
    let mvx = match (manufacturer(rxa, reading), vaccine.mvx) {
        (Patch::Keep, Some(mvx)) => Patch::Set(mvx.to_owned()),
        (told, _) => told,
    };
    Ok(Some(DoseReport {
        action,
        order_number,
        cvx: vaccine.cvx,
        occurrence_date: occurrence_date(rxa, patient, reading)?,
        vaccine_text: vaccine.text,
        mvx,
        product: vaccine.product,
        lot_number: lots(rxa),
        performer: performer(rxa),
        is_historical: source(rxa),
        outcome: outcome(rxa, reading)?,
    }))
}

/// RXA-3. A dose dated before birth or after death is a data error but is stored, with a warning. Readers of the record
/// judge it.
fn occurrence_date(
    rxa: &Segment<'_>,
    patient: &PatientReport,
    reading: &mut Reading,
) -> Result<NaiveDate, ReportError> {
    let wrong = |code, text: &str| Err(ReportError::of_field("RXA-3", rxa.index, code, text));
    let Some(text) = text(&rxa.field(3).component(1)) else {
        let words = "RXA-3 has no date; send the day of the dose as YYYYMMDD";
        return wrong(ErrorCode::RequiredFieldMissing, words);
    };
    let words = match date(&text) {
        Ok(day) if day > reading.today => {
            "the date in RXA-3 is in the future; send doses when they were given"
        }
        Ok(day) => {
            let mut doubt = |words| reading.warn("RXA-3", rxa.index, ErrorCode::DataType, words);
            if has_odd_digits(&text) {
                doubt(
                    "RXA-3 has a digit too many or too few; its first eight were taken for the day, check it",
                );
            }
            if day < patient.birth_date {
                doubt(
                    "the date in RXA-3 is before the birth date in PID-7; the dose was imported, correct one of them",
                );
            }
            if matches!(patient.deceased_on, Patch::Set(death) if day > death) {
                doubt(
                    "the date in RXA-3 is after the death in PID-29; the dose was imported, correct one of them",
                );
            }
            return Ok(day);
        }
        Err(NoDate::Partial) => "the date in RXA-3 has no day; send it as YYYYMMDD",
        Err(NoDate::Unreadable) => "RXA-3 is no date; send the day of the dose as YYYYMMDD",
    };
    wrong(ErrorCode::DataType, words)
}

/// RXA-9, CDC table NIP001, also spelled NIP0001: 00 is a dose that the sender gave; every other code is historical.
fn source(rxa: &Segment<'_>) -> Patch<bool> {
    let field = rxa.field(9);
    let code = field
        .repetitions()
        .flat_map(triplets)
        .find(|triplet| matches!(triplet.system.as_str(), "NIP001" | "NIP0001"))
        .map_or_else(
            || field.first().component(1).text(),
            |triplet| triplet.code.text(),
        );
    match code.as_str() {
        "" => Patch::Keep,
        // `""` (delete) too: a dose is not historical unless reported so.
        "00" | "0" | "\"\"" => Patch::Clear,
        _ => Patch::Set(true),
    }
}

/// RXA-20 (HL7 table 0322) and RXA-18: a refusal reason means a refusal, whatever RXA-20 contains. An unknown code
/// counts as empty, which means completed; one that begins like a refusal or "not administered" is an error.
fn outcome(rxa: &Segment<'_>, reading: &mut Reading) -> Result<Patch<DoseOutcome>, ReportError> {
    let reason = rxa.field(18);
    if [1, 2]
        .iter()
        .any(|number| text(&reason.component(*number)).is_some())
    {
        return Ok(Patch::Set(DoseOutcome::Refused));
    }
    match rxa.field(20).component(1).text().to_ascii_uppercase().as_str() {
        "" => Ok(Patch::Keep),
        "CP" | "\"\"" => Ok(Patch::Clear),
        "PA" => Ok(Patch::Set(DoseOutcome::Partial)),
        "RE" => Ok(Patch::Set(DoseOutcome::Refused)),
        "NA" => Ok(Patch::Set(DoseOutcome::NotAdministered)),
        code if code.starts_with(['R', 'N']) => Err(ReportError::of_field(
            "RXA-20",
            rxa.index,
            ErrorCode::TableValueNotFound,
            "RXA-20 is none of CP, PA, RE, NA and may mean a dose that was not given; correct it",
        )),
        _ => {
            let words = "RXA-20 is none of CP, PA, RE, NA; it was taken for empty, which is CP";
            reading.warn("RXA-20", rxa.index, ErrorCode::TableValueNotFound, words);
            Ok(Patch::Keep)
        }
    }
}

/// RXA-21, HL7 table 0323 (X, no change, since version 2.6). An unknown code counts as empty, which means add; one that
/// begins like a deletion is an error.
fn action(rxa: &Segment<'_>, reading: &mut Reading) -> Result<Action, ReportError> {
    match rxa.field(21).component(1).text().to_ascii_uppercase().as_str() {
        "" | "\"\"" | "A" | "U" | "X" => Ok(Action::AddOrUpdate),
        "D" => Ok(Action::Delete),
        code if code.starts_with('D') => Err(ReportError::of_field(
            "RXA-21",
            rxa.index,
            ErrorCode::TableValueNotFound,
            "RXA-21 is none of A, U, D and may mean a deletion; correct it",
        )),
        _ => {
            let words = "RXA-21 is none of A, U, D; it was taken for empty, which is A";
            reading.warn("RXA-21", rxa.index, ErrorCode::TableValueNotFound, words);
            Ok(Action::AddOrUpdate)
        }
    }
}
