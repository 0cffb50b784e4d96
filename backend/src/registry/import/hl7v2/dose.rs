//! ORC and RXA: the doses.

use chrono::NaiveDate;

use super::map::{Moment, told};
use super::message::{Message, Segment};
use super::time::{NoDate, date};
use super::vaccine::{triplets, vaccine};
use crate::record::DoseOutcome;
use crate::registry::import::rejection::{Fault, FaultCode};
use crate::registry::import::report::Told;
use crate::registry::import::report::{Action, DoseReport};

/// What senders write into ORC-3 when they have no number for the dose (CDC implementation guide 1.5, ORC-3).
const NO_ORDER_NUMBER: &str = "9999";
/// CVX 998, no vaccine administered: carries an observation, not a dose.
const NO_VACCINE: &str = "998";

/// The doses in the order of the message. Each RXA belongs to the ORC before it.
pub fn doses(
    message: &Message<'_>,
    birth_date: NaiveDate,
    moment: &Moment,
    warnings: &mut Vec<Fault>,
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
                doses.extend(dose(segment, order_number, birth_date, moment, warnings)?);
            }
            _ => {}
        }
    }
    match order {
        Some(order) => Err(order_without_dose(order)),
        None => Ok(doses),
    }
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
    let field = orc.field(3);
    let number = field.component(1).text();
    if number.is_empty() || number == NO_ORDER_NUMBER || field.is_null() {
        return None;
    }
    let authority = field.component(2).text();
    Some(if authority.is_empty() {
        number
    } else {
        format!("{number}^{authority}")
    })
}

/// `None` for an RXA that carries no dose.
fn dose(
    rxa: &Segment<'_>,
    order_number: Option<String>,
    birth_date: NaiveDate,
    moment: &Moment,
    warnings: &mut Vec<Fault>,
) -> Result<Option<DoseReport>, Fault> {
    let vaccine = vaccine(rxa)?;
    if vaccine.cvx == NO_VACCINE {
        return Ok(None);
    }
    Ok(Some(DoseReport {
        action: action(rxa)?,
        order_number,
        cvx: vaccine.cvx,
        occurrence_date: occurrence_date(rxa, birth_date, moment)?,
        vaccine_text: vaccine.text,
        mvx: manufacturer(rxa, warnings),
        product: vaccine.product,
        lot_number: lots(rxa),
        performer: performer(rxa),
        is_historical: source(rxa),
        outcome: outcome(rxa)?,
    }))
}

fn occurrence_date(rxa: &Segment<'_>, birth_date: NaiveDate, moment: &Moment) -> Result<NaiveDate, Fault> {
    let wrong = |code, text: &str| Err(Fault::of_field("RXA-3", rxa.index, code, text));
    let text = rxa.field(3).component(1).text();
    if text.is_empty() {
        return wrong(
            FaultCode::RequiredFieldMissing,
            "RXA-3 has no date; send the day of the dose as YYYYMMDD",
        );
    }
    match date(&text) {
        Ok(date) if date > moment.today => wrong(
            FaultCode::DataType,
            "the date in RXA-3 is in the future; send doses when they were given",
        ),
        Ok(date) if date < birth_date => wrong(
            FaultCode::DataType,
            "the date in RXA-3 is before the birth date in PID-7; correct one of them",
        ),
        Ok(date) => Ok(date),
        Err(NoDate::Partial) => wrong(
            FaultCode::DataType,
            "the date in RXA-3 has no day; send it as YYYYMMDD",
        ),
        Err(NoDate::Unreadable) => wrong(
            FaultCode::DataType,
            "RXA-3 is no date; send the day of the dose as YYYYMMDD",
        ),
    }
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
        "00" | "\"\"" => Told::Deleted,
        _ => Told::Value(true),
    }
}

/// RXA-11.4, the facility; where that is empty RXA-10, the person.
fn performer(rxa: &Segment<'_>) -> Told<String> {
    match told(&rxa.field(11).component(4).part(1)) {
        Told::Value(facility) => return Told::Value(facility),
        Told::Deleted => return Told::Deleted,
        Told::Nothing => {}
    }
    let person = rxa.field(10).first();
    if person.is_null() || rxa.field(11).is_null() {
        return Told::Deleted;
    }
    let name = [3, 2].map(|component| person.component(component).part(1).text());
    match name.join(" ").trim() {
        "" => Told::Nothing,
        name => Told::Value(name.to_owned()),
    }
}

/// RXA-15; a dose mixed from two vials has two lots.
fn lots(rxa: &Segment<'_>) -> Told<String> {
    let field = rxa.field(15);
    if field.is_null() {
        return Told::Deleted;
    }
    let lots: Vec<_> = field
        .repetitions()
        .map(|lot| lot.text())
        .filter(|lot| !lot.is_empty())
        .collect();
    if lots.is_empty() {
        Told::Nothing
    } else {
        Told::Value(lots.join(", "))
    }
}

/// RXA-17: the MVX code of any triplet.
fn manufacturer(rxa: &Segment<'_>, warnings: &mut Vec<Fault>) -> Told<String> {
    let field = rxa.field(17);
    if field.is_null() {
        return Told::Deleted;
    }
    let code = field
        .repetitions()
        .flat_map(triplets)
        .filter(|triplet| matches!(triplet.system.as_str(), "" | "MVX" | "HL70227"))
        .map(|triplet| triplet.code.text().to_ascii_uppercase())
        .find(|code| !code.is_empty());
    match code {
        Some(code) if (2..=5).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            Told::Value(code)
        }
        None if field.is_empty() => Told::Nothing,
        Some(_) | None => {
            warnings.push(Fault::of_field(
                "RXA-17",
                rxa.index,
                FaultCode::TableValueNotFound,
                "RXA-17 has no MVX code; the manufacturer was left out",
            ));
            Told::Nothing
        }
    }
}

/// RXA-20 (HL7 table 0322) and RXA-18: a reason for refusing is a refusal, whatever RXA-20 says.
fn outcome(rxa: &Segment<'_>) -> Result<Told<DoseOutcome>, Fault> {
    if let Told::Value(_) = told(&rxa.field(18).component(1)) {
        return Ok(Told::Value(DoseOutcome::Refused));
    }
    match rxa.field(20).text().as_str() {
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

fn action(rxa: &Segment<'_>) -> Result<Action, Fault> {
    match rxa.field(21).text().as_str() {
        "" | "A" | "U" => Ok(Action::AddOrUpdate),
        "D" => Ok(Action::Delete),
        _ => Err(Fault::of_field(
            "RXA-21",
            rxa.index,
            FaultCode::TableValueNotFound,
            "RXA-21 is none of A, U, D; correct it",
        )),
    }
}
