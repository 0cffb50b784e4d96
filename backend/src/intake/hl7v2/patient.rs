//! Reads PID and PD1: the patient's identity and contacts.

use chrono::NaiveDate;
use shared::demographics::Gender;

use super::contact::contacts;
use super::death::death;
use super::message::{Message, Segment, Value};
use super::name::names;
use super::reading::{Reading, flag, patch, text};
use super::relatives::{Relation, relatives};
use crate::formats::hl7v2::{NoDate, date, has_odd_digits};
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::Patch;
use crate::intake::report::PatientReport;

/// Types of numbers that other offices assign and that are never stored (HL7 table 0203): social security, driver's
/// licence, passport, Medicare, Medicaid. A visit number changes with each visit.
const FOREIGN_NUMBERS: [&str; 8] = ["SS", "DL", "PPN", "MA", "MC", "MCD", "MCR", "VN"];

pub fn patient(message: &Message<'_>, reading: &mut Reading) -> Result<PatientReport, ReportError> {
    let pid = the_pid(message)?;
    let (legal, aliases) = names(pid)?;
    let birth_date = birth_date(pid, reading)?;
    let relatives = relatives(message, reading);
    // Version 2.7 moved PID-13 and PID-14 to PID-40.
    let mut own = [13, 14, 40].map(|number| pid.field(number)).to_vec();
    own.extend(contacts_of(&relatives, Relation::Oneself));
    let death = death(pid, birth_date, reading);
    Ok(PatientReport {
        sender_patient_id: patient_id(pid)?,
        first_name: legal.first,
        middle_name: legal.middle,
        last_name: legal.last,
        suffix: legal.suffix,
        aliases,
        birth_date,
        gender: gender(pid, reading),
        is_protected: protection(message, reading),
        is_deceased: death.is_deceased,
        deceased_on: death.on,
        is_multiple_birth: multiple_birth(pid, reading),
        own_contacts: contacts(&own),
        guardian_contacts: contacts(&contacts_of(&relatives, Relation::Guardian)),
    })
}

fn the_pid<'m, 'a>(message: &'m Message<'a>) -> Result<&'m Segment<'a>, ReportError> {
    let mut pids = message.all("PID");
    let pid = pids.next().ok_or_else(|| {
        let text = "the message has no PID segment; send one";
        ReportError::of_field("PID", 1, ErrorCode::SegmentSequence, text)
    })?;
    match pids.next() {
        None => Ok(pid),
        Some(second) => {
            let text = "the message has more than one PID segment; send a message for each patient";
            Err(ReportError::of_field(
                "PID",
                second.index,
                ErrorCode::SegmentSequence,
                text,
            ))
        }
    }
}

fn contacts_of<'a>(relatives: &[(Relation, Value<'a>)], relation: Relation) -> Vec<Value<'a>> {
    let of_relation = relatives.iter().filter(|(found, _)| *found == relation);
    of_relation.map(|(_, contact)| *contact).collect()
}

/// The sender's own number for the patient, with its assigning authority: the medical record number if there is one.
/// Older versions have the number in PID-2 or PID-4.
fn patient_id(pid: &Segment<'_>) -> Result<String, ReportError> {
    [3, 2, 4]
        .into_iter()
        .find_map(|number| own_number(&pid.field(number)))
        .ok_or_else(|| {
            ReportError::of_field(
                "PID-3",
                1,
                ErrorCode::RequiredFieldMissing,
                "PID-3 has no patient number of the sender; send the medical record number with type MR",
            )
        })
}

fn own_number(field: &Value<'_>) -> Option<String> {
    let kind = |id: &Value<'_>| id.component(5).text().to_ascii_uppercase();
    let ids: Vec<_> = field
        .repetitions()
        .filter(|id| text(&id.component(1)).is_some() && !FOREIGN_NUMBERS.contains(&kind(id).as_str()))
        .collect();
    let of_kind = |wanted: &str| ids.iter().find(|id| kind(id) == wanted);
    // Some senders open an account for each visit.
    let id = of_kind("MR")
        .or_else(|| of_kind("PI"))
        .or_else(|| ids.iter().find(|id| kind(id) != "AN"))
        .or_else(|| ids.first())?;
    Some(id.component(1).text() + &authority(&id.component(4)))
}

/// The assigning authority of a number (data type HD: a name, or else an OID) after a `^`; empty without one.
pub fn authority(hd: &Value<'_>) -> String {
    let name = text(&hd.part(1)).or_else(|| text(&hd.part(2)));
    name.map_or_else(String::new, |name| format!("^{name}"))
}

fn birth_date(pid: &Segment<'_>, reading: &mut Reading) -> Result<NaiveDate, ReportError> {
    let error = |code, text: &str| Err(ReportError::of_field("PID-7", 1, code, text));
    let Some(text) = text(&pid.field(7).component(1)) else {
        let text = "PID-7 has no birth date; send it as YYYYMMDD";
        return error(ErrorCode::RequiredFieldMissing, text);
    };
    let words = match date(&text) {
        Ok(date) if date > reading.today => "the birth date in PID-7 is in the future; correct it",
        Ok(date) => {
            if has_odd_digits(&text) {
                let words =
                    "PID-7 has a digit too many or too few; its first eight were taken for the day, check it";
                reading.warn("PID-7", 1, ErrorCode::DataType, words);
            }
            return Ok(date);
        }
        Err(NoDate::Partial) => "the birth date in PID-7 has no day; send it as YYYYMMDD",
        Err(NoDate::Unreadable) => "PID-7 is no date; send the birth date as YYYYMMDD",
    };
    error(ErrorCode::DataType, words)
}

/// HL7 table 0001.
fn gender(pid: &Segment<'_>, reading: &mut Reading) -> Patch<Gender> {
    let field = pid.field(8);
    match patch(&field.component(1)) {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(code) => match code.to_ascii_uppercase().as_str() {
            "F" => Patch::Set(Gender::Female),
            "M" => Patch::Set(Gender::Male),
            "O" | "X" | "A" | "N" => Patch::Set(Gender::Other),
            "U" | "UNK" => Patch::Clear,
            _ => {
                let words = "PID-8 is none of F, M, O, U; it was left out";
                reading.warn("PID-8", 1, ErrorCode::TableValueNotFound, words);
                Patch::Keep
            }
        },
    }
}

/// PD1-12, Y: do not share. An unreadable value counts as Y, because a mistake must not open a record. Version 2.8 uses
/// ARV segments instead, each of which restricts access.
fn protection(message: &Message<'_>, reading: &mut Reading) -> Patch<bool> {
    if let Some(arv) = message
        .all("ARV")
        .find(|arv| arv.field(2).component(1).text() != "D")
    {
        let words = "this ARV segment restricts access; it was taken for PD1-12 Y, do not share";
        reading.warn("ARV", arv.index, ErrorCode::Note, words);
        return Patch::Set(true);
    }
    let Some(pd1) = message.all("PD1").next() else {
        return Patch::Keep;
    };
    match patch(&pd1.field(12).component(1)) {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(code) if code.eq_ignore_ascii_case("N") => Patch::Clear,
        Patch::Set(code) => {
            if !code.eq_ignore_ascii_case("Y") {
                let words = "PD1-12 is neither Y nor N; it was taken for Y, do not share";
                reading.warn("PD1-12", 1, ErrorCode::TableValueNotFound, words);
            }
            Patch::Set(true)
        }
    }
}

/// PID-24. If it is empty, a birth order (PID-25) of two or more implies a multiple birth.
fn multiple_birth(pid: &Segment<'_>, reading: &mut Reading) -> Patch<bool> {
    match flag(pid, 24, reading) {
        Patch::Keep => match pid.field(25).text().parse() {
            Ok(2..=9_u8) => Patch::Set(true),
            Ok(_) | Err(_) => Patch::Keep,
        },
        told => told,
    }
}
