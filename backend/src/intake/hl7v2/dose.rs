//! ORC and RXA: the doses.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::message::{Message, Segment};
use super::patient::authority;
use super::supply::{lots, manufacturer, performer};
use super::time::{NoDate, date};
use super::told::{Reading, text};
use super::vaccine::{triplets, vaccine};
use crate::intake::rejection::{Fault, FaultCode};
use crate::intake::report::{Action, DoseReport, PatientReport, Told};
use crate::record::DoseOutcome;

/// What senders write into ORC-3 when they have no number for the dose (CDC implementation guide 1.5, ORC-3).
const NO_ORDER_NUMBER: &str = "9999";
/// CVX 998, no vaccine administered: carries an observation, not a dose.
const NO_VACCINE: &str = "998";

/// The doses in the order of the message. Each RXA belongs to the ORC before it.
pub fn doses(
    message: &Message<'_>,
    patient: &PatientReport,
    reading: &mut Reading,
) -> Result<Vec<DoseReport>, Fault> {
    let mut doses = Vec::new();
    let mut order: Option<&Segment<'_>> = None;
    for segment in message.segments() {
        match segment.name {
            "ORC" => {
                if let Some(before) = order.replace(segment) {
                    return Err(order_without_dose(before));
                }
            }
            "RXA" => {
                let order_number = order.take().and_then(order_number);
                if let Some(dose) = dose(segment, order_number, patient, reading)? {
                    doses.push((segment.index, dose));
                }
            }
            _ => {}
        }
    }
    if let Some(order) = order {
        return Err(order_without_dose(order));
    }
    part_doubles(&mut doses, reading);
    Ok(doses.into_iter().map(|(_, dose)| dose).collect())
}

fn order_without_dose(orc: &Segment<'_>) -> Fault {
    Fault::of_field(
        "ORC",
        orc.index,
        FaultCode::SegmentSequence,
        "no RXA segment follows this ORC segment; send each order with its dose",
    )
}

/// ORC-3: the number, and who gave it where that is told.
fn order_number(orc: &Segment<'_>) -> Option<String> {
    let field = orc.field(3).first();
    let number = text(&field.component(1)).filter(|number| number != NO_ORDER_NUMBER)?;
    Some(number + &authority(&field.component(2)))
}

/// One number for several doses would leave only the last of them; they are then known by vaccine and day.
fn part_doubles(doses: &mut [(usize, DoseReport)], reading: &mut Reading) {
    let mut first: BTreeMap<&str, (&str, NaiveDate)> = BTreeMap::new();
    let mut doubles = Vec::new();
    for (index, dose) in doses
        .iter()
        .filter(|(_, dose)| dose.action == Action::AddOrUpdate)
    {
        let Some(number) = &dose.order_number else {
            continue;
        };
        let key = (dose.cvx.as_str(), dose.occurrence_date);
        if *first.entry(number).or_insert(key) != key {
            doubles.push(number.clone());
            let words = "another dose of this message has the same ORC-3; the number was left out of both";
            reading.warn("RXA", *index, FaultCode::DuplicateKey, words);
        }
    }
    for (_, dose) in doses {
        if dose
            .order_number
            .as_ref()
            .is_some_and(|number| doubles.contains(number))
        {
            dose.order_number = None;
        }
    }
}

/// `None` for an RXA that carries no dose.
fn dose(
    rxa: &Segment<'_>,
    order_number: Option<String>,
    patient: &PatientReport,
    reading: &mut Reading,
) -> Result<Option<DoseReport>, Fault> {
    let vaccine = vaccine(rxa, reading)?;
    if vaccine.cvx == NO_VACCINE {
        return Ok(None);
    }
    let mvx = match (manufacturer(rxa, reading), vaccine.mvx) {
        (Told::Nothing, Some(mvx)) => Told::Value(mvx.to_owned()),
        (told, _) => told,
    };
    Ok(Some(DoseReport {
        action: action(rxa)?,
        order_number,
        cvx: vaccine.cvx,
        occurrence_date: occurrence_date(rxa, patient, reading)?,
        vaccine_text: vaccine.text,
        mvx,
        product: vaccine.product,
        lot_number: lots(rxa),
        performer: performer(rxa),
        is_historical: source(rxa),
        outcome: outcome(rxa)?,
    }))
}

/// RXA-3. A dose that was given before the birth or after the death is a mistake somewhere, and is kept: whoever reads
/// the record decides.
fn occurrence_date(
    rxa: &Segment<'_>,
    patient: &PatientReport,
    reading: &mut Reading,
) -> Result<NaiveDate, Fault> {
    let wrong = |code, text: &str| Err(Fault::of_field("RXA-3", rxa.index, code, text));
    let Some(text) = text(&rxa.field(3).component(1)) else {
        let words = "RXA-3 has no date; send the day of the dose as YYYYMMDD";
        return wrong(FaultCode::RequiredFieldMissing, words);
    };
    let words = match date(&text) {
        Ok(day) if day > reading.today => {
            "the date in RXA-3 is in the future; send doses when they were given"
        }
        Ok(day) => {
            let mut doubt = |words| reading.warn("RXA-3", rxa.index, FaultCode::DataType, words);
            if day < patient.birth_date {
                doubt(
                    "the date in RXA-3 is before the birth date in PID-7; the dose was taken in, correct one of them",
                );
            }
            if matches!(patient.deceased_on, Told::Value(death) if day > death) {
                doubt(
                    "the date in RXA-3 is after the death in PID-29; the dose was taken in, correct one of them",
                );
            }
            return Ok(day);
        }
        Err(NoDate::Partial) => "the date in RXA-3 has no day; send it as YYYYMMDD",
        Err(NoDate::Unreadable) => "RXA-3 is no date; send the day of the dose as YYYYMMDD",
    };
    wrong(FaultCode::DataType, words)
}

/// RXA-9, CDC table NIP001, which senders also spell NIP0001: 00 is a dose given by the sender, all else is hearsay.
fn source(rxa: &Segment<'_>) -> Told<bool> {
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
        "" => Told::Nothing,
        // Also "" (delete): a dose nobody calls historical is a plain one.
        "00" | "0" | "\"\"" => Told::Deleted,
        _ => Told::Value(true),
    }
}

/// RXA-20 (HL7 table 0322) and RXA-18: a reason for refusing is a refusal, whatever RXA-20 says.
fn outcome(rxa: &Segment<'_>) -> Result<Told<DoseOutcome>, Fault> {
    let reason = rxa.field(18);
    if [1, 2]
        .iter()
        .any(|number| text(&reason.component(*number)).is_some())
    {
        return Ok(Told::Value(DoseOutcome::Refused));
    }
    match rxa.field(20).component(1).text().to_ascii_uppercase().as_str() {
        "" => Ok(Told::Nothing),
        "CP" | "\"\"" => Ok(Told::Deleted),
        "PA" => Ok(Told::Value(DoseOutcome::Partial)),
        "RE" => Ok(Told::Value(DoseOutcome::Refused)),
        "NA" => Ok(Told::Value(DoseOutcome::NotAdministered)),
        _ => Err(Fault::of_field(
            "RXA-20",
            rxa.index,
            FaultCode::TableValueNotFound,
            "RXA-20 is none of CP, PA, RE, NA; correct it",
        )),
    }
}

/// RXA-21, HL7 table 0323 (X, no change, from version 2.6 on).
fn action(rxa: &Segment<'_>) -> Result<Action, Fault> {
    match rxa.field(21).component(1).text().to_ascii_uppercase().as_str() {
        "" | "\"\"" | "A" | "U" | "X" => Ok(Action::AddOrUpdate),
        "D" => Ok(Action::Delete),
        _ => Err(Fault::of_field(
            "RXA-21",
            rxa.index,
            FaultCode::TableValueNotFound,
            "RXA-21 is none of A, U, D; correct it",
        )),
    }
}
