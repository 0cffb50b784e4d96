//! Writes people as their providers report them: VXU^V04 messages, HL7 v2.5.1, whose segments end with CR.

use std::fmt;
use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};
use shared::demographics::Gender;

use super::history::{Correction, Dose};
use super::person::{Contact, Guardian, Person, Relation, age_on};
use backend::matching::canonical_contact::ContactKind;
use backend::record::DoseOutcome;

/// The content of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Messages {
    /// A patient's whole history, as for a first load.
    PerPatient,
    /// The doses of one day.
    PerVisit,
}

/// Writes one person's messages, oldest first. The last message corrects the errors of the others.
pub fn write(person: &Person, messages: Messages, out: &mut dyn Write) -> io::Result<()> {
    let doses = person.doses();
    let mut sequence = 0;
    let mut message = |day: NaiveDate, hour, entries: &[DoseEntry<'_>], out: &mut dyn Write| {
        sequence += 1;
        header(person, day, hour, sequence, out)?;
        patient(person, day, out)?;
        entries.iter().try_for_each(|entry| dose(person, entry, out))
    };
    let entries = |is_in: &dyn Fn(&Dose) -> bool| -> Vec<DoseEntry<'_>> {
        let doses = doses.iter().filter(|dose| is_in(dose));
        doses.flat_map(first_entries).collect()
    };
    if messages == Messages::PerVisit {
        let given = |dose: &Dose| !dose.is_historical;
        let mut days: Vec<_> = doses
            .iter()
            .filter(|dose| given(dose))
            .map(|dose| dose.occurrence_date)
            .collect();
        days.dedup();
        for day in days {
            let of_the_day = |dose: &Dose| given(dose) && dose.occurrence_date == day;
            message(day, 10, &entries(&of_the_day), out)?;
        }
        message(person.last_seen_on, 16, &entries(&|dose| dose.is_historical), out)?;
    } else {
        message(person.last_seen_on, 16, &entries(&|_| true), out)?;
    }
    let corrections: Vec<_> = doses.iter().filter_map(corrected).collect();
    if corrections.is_empty() {
        return Ok(());
    }
    message(person.last_seen_on, 18, &corrections, out)
}

/// A dose as one message reports it.
struct DoseEntry<'d> {
    dose: &'d Dose,
    lot_number: Option<&'d str>,
    is_second_entry: bool,
    /// RXA-21.
    action: &'static str,
}

fn first_entries(dose: &Dose) -> impl Iterator<Item = DoseEntry<'_>> {
    let (lot_number, is_entered_twice) = match &dose.correction {
        Some(Correction::Lot(wrong)) => (Some(wrong.as_str()), false),
        Some(Correction::Twice) => (dose.lot_number.as_deref(), true),
        None => (dose.lot_number.as_deref(), false),
    };
    let entry = move |is_second_entry| DoseEntry {
        dose,
        lot_number,
        is_second_entry,
        action: "A",
    };
    [Some(entry(false)), is_entered_twice.then(|| entry(true))]
        .into_iter()
        .flatten()
}

fn corrected(dose: &Dose) -> Option<DoseEntry<'_>> {
    let correction = dose.correction.as_ref()?;
    let is_second_entry = *correction == Correction::Twice;
    Some(DoseEntry {
        dose,
        lot_number: dose.lot_number.as_deref(),
        is_second_entry,
        action: if is_second_entry { "D" } else { "U" },
    })
}

fn header(person: &Person, day: NaiveDate, hour: u32, sequence: u32, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "MSH|^~\\&|EXAMPLE EHR|{}|MY VAX RECORDS|EXAMPLE REGISTRY|{}{hour:02}{:02}00-0500||VXU^V04^VXU_V04|{}-{sequence}\
         |P|2.5.1|||ER|AL|||||Z22^CDCPHINVS\r",
        person.sender.name,
        date(day),
        person.number % 60,
        person.number,
    )
}

/// PID, PD1 and NK1. A death is reported in messages after its day.
fn patient(person: &Person, day: NaiveDate, out: &mut dyn Write) -> io::Result<()> {
    let maiden = person.maiden_name.as_ref();
    let maiden = maiden.map_or_else(String::new, |name| format!("~{name}^{}^^^^^M", person.first_name));
    write!(
        out,
        "PID|1||{}^^^{}^MR||{}^{}^{}^{}^^^L{maiden}||{}|{}|||||{}|||||||||||{}|{}|",
        person.sender_patient_id(),
        person.sender.name,
        person.last_name,
        person.first_name,
        person.middle_name.as_deref().unwrap_or_default(),
        person.suffix.unwrap_or_default(),
        date(person.birth_date),
        sex(person.gender),
        contacts(&person.own_contacts),
        person.birth_order.map_or("N", |_| "Y"),
        person
            .birth_order
            .map_or_else(String::new, |order| order.to_string()),
    )?;
    match person.deceased_on.filter(|death| *death <= day) {
        Some(death) => write!(out, "|||{}|Y\r", date(death))?,
        None => write!(out, "\r")?,
    }
    let protection = if person.is_protected { "Y" } else { "N" };
    write!(out, "PD1||||||||||||{protection}\r")?;
    for (place, guardian) in person.guardians.iter().enumerate() {
        next_of_kin(place + 1, guardian, out)?;
    }
    Ok(())
}

fn next_of_kin(place: usize, guardian: &Guardian, out: &mut dyn Write) -> io::Result<()> {
    let relation = match guardian.relation {
        Relation::Mother => "MTH^Mother",
        Relation::Father => "FTH^Father",
    };
    write!(
        out,
        "NK1|{place}|{}^{}^^^^^L|{relation}^HL70063||{}\r",
        guardian.last_name,
        guardian.first_name,
        contacts(&guardian.contacts)
    )
}

/// HL7 table 0001.
const fn sex(gender: Gender) -> &'static str {
    match gender {
        Gender::Female => "F",
        Gender::Male => "M",
        Gender::Other => "X",
        Gender::Unknown => "U",
    }
}

/// The contacts as repetitions of data type XTN.
fn contacts(contacts: &[Contact]) -> String {
    let written = contacts.iter().map(|contact| match contact.kind {
        ContactKind::Phone => {
            let (area, local) = contact.value.split_at(3);
            format!("^PRN^CP^^^{area}^{local}")
        }
        ContactKind::Email => format!("^NET^Internet^{}", contact.value),
    });
    written.collect::<Vec<_>>().join("~")
}

fn date(day: NaiveDate) -> impl fmt::Display {
    // Formatted by hand: a message has about twenty dates, and chrono would parse its pattern for each.
    fmt::from_fn(move |f| write!(f, "{:04}{:02}{:02}", day.year(), day.month(), day.day()))
}

/// ORC and RXA; for a dose that the sender gave, also RXR and the OBX on funding.
fn dose(person: &Person, entry: &DoseEntry<'_>, out: &mut dyn Write) -> io::Result<()> {
    let DoseEntry { dose, action, .. } = entry;
    let product = dose.product;
    let second = if entry.is_second_entry { "B" } else { "" };
    write!(
        out,
        "ORC|RE||{}{second}^{}\r",
        dose.order_number, person.sender.name
    )?;
    let day = date(dose.occurrence_date);
    write!(out, "RXA|0|1|{day}||{}^{}^CVX", product.cvx, product.vaccine)?;
    if let Some(name) = &product.trade_name {
        write!(out, "^^{name}")?;
    }
    let is_given_here = !dose.is_historical && dose.outcome != DoseOutcome::Refused;
    out.write_all(if is_given_here {
        b"|0.5|mL^milliliter^UCUM|"
    } else {
        b"|999||"
    })?;
    out.write_all(if dose.is_historical {
        b"|01^Historical^NIP001|"
    } else {
        b"|00^New immunization record^NIP001|"
    })?;
    let lot_number = entry.lot_number.unwrap_or_default();
    write!(
        out,
        "|^^^{}||||{lot_number}||",
        dose.performer.unwrap_or_default()
    )?;
    if is_given_here {
        write!(out, "{}^{}^MVX", product.mvx, product.manufacturer)?;
    }
    let (refusal, completion) = match dose.outcome {
        DoseOutcome::Completed => ("", "CP"),
        DoseOutcome::Partial => ("", "PA"),
        DoseOutcome::Refused => ("00^Parental decision^NIP002", "RE"),
        DoseOutcome::NotAdministered => ("", "NA"),
    };
    write!(out, "|{refusal}||{completion}|{action}\r")?;
    if is_given_here {
        let is_child = age_on(person.birth_date, dose.occurrence_date) < 19;
        let funding = if is_child {
            "V02^VFC eligible - Medicaid"
        } else {
            "V01^Not VFC eligible"
        };
        write!(
            out,
            "RXR|{}\rOBX|1|CE|64994-7^Vaccine funding program eligibility category^LN|1|{funding}^HL70064||||||F|||{}\r",
            route(product.cvx),
            date(dose.occurrence_date)
        )?;
    }
    Ok(())
}

fn route(cvx: &str) -> &'static str {
    match cvx {
        "02" | "116" | "119" => "C38288^Oral^NCIT",
        "111" | "149" => "C38284^Nasal^NCIT",
        "03" | "10" | "21" | "94" | "121" => "C38299^Subcutaneous^NCIT",
        _ => "C28161^Intramuscular^NCIT",
    }
}
