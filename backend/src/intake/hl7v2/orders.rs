//! Reads ORC and RXA: the doses of a message, each in its order group.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::dose::dose;
use super::message::{Message, Segment};
use super::patient::authority;
use super::reading::{Reading, text};
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::{Action, DoseReport, PatientReport};

/// The value that senders write into ORC-3 without an order number (CDC implementation guide 1.5, ORC-3).
const NO_ORDER_NUMBER: &str = "9999";
/// The result of reading the order groups.
#[derive(Default)]
struct Orders {
    /// The position of the RXA segment, and its dose.
    doses: Vec<(usize, DoseReport)>,
    /// True if a group was read, with or without a dose.
    has_read_any: bool,
    /// The errors of unreadable groups.
    errors: Vec<ReportError>,
}

/// The doses in the order of the message. Each RXA belongs to the preceding ORC. An unreadable group is omitted and
/// reported; if no group is readable, the message is rejected (CDC implementation guide 1.5, table 3-1).
pub fn doses(
    message: &Message<'_>,
    patient: &PatientReport,
    reading: &mut Reading,
) -> Result<Vec<DoseReport>, ReportError> {
    let mut orders = Orders::default();
    let mut order: Option<&Segment<'_>> = None;
    for segment in message.segments() {
        match segment.name {
            "ORC" => {
                let before = order.replace(segment);
                orders.errors.extend(before.map(order_without_dose));
            }
            "RXA" => {
                let order_number = order.take().and_then(order_number);
                orders.add(segment, order_number, patient, reading);
            }
            _ => {}
        }
    }
    orders.errors.extend(order.map(order_without_dose));
    if !orders.has_read_any
        && let Some(first) = orders.errors.first()
    {
        return Err(first.clone());
    }
    reading
        .warnings
        .extend(orders.errors.into_iter().map(ReportError::leaving_out_dose));
    part_doubles(&mut orders.doses, reading);
    Ok(orders.doses.into_iter().map(|(_, dose)| dose).collect())
}

impl Orders {
    fn add(
        &mut self,
        rxa: &Segment<'_>,
        order_number: Option<String>,
        patient: &PatientReport,
        reading: &mut Reading,
    ) {
        let warned = reading.warnings.len();
        match dose(rxa, order_number, patient, reading) {
            Ok(dose) => {
                self.has_read_any = true;
                self.doses.extend(dose.map(|dose| (rxa.index, dose)));
            }
            Err(error) => {
                // Other warnings about an omitted dose do not matter.
                reading.warnings.truncate(warned);
                self.errors.push(error);
            }
        }
    }
}

fn order_without_dose(orc: &Segment<'_>) -> ReportError {
    ReportError::of_field(
        "ORC",
        orc.index,
        ErrorCode::SegmentSequence,
        "no RXA segment follows this ORC segment; send each order with its dose",
    )
}

/// ORC-3: the number, with its assigning authority if reported.
fn order_number(orc: &Segment<'_>) -> Option<String> {
    let field = orc.field(3).first();
    let number = text(&field.component(1)).filter(|number| number != NO_ORDER_NUMBER)?;
    Some(number + &authority(&field.component(2)))
}

/// If several doses had one number, only the last would be stored. They lose it and are identified by vaccine and date.
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
            reading.warn("RXA", *index, ErrorCode::DuplicateKey, words);
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
