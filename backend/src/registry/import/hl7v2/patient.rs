//! PID, PD1 and NK1: who the patient is and how they can be reached.

use chrono::NaiveDate;
use shared::demographics::Gender;

use super::contact::contacts;
use super::map::{Moment, told, told_flag};
use super::message::{Message, Segment, Value};
use super::time::{NoDate, date};
use crate::db::patients::AliasRow;
use crate::registry::import::rejection::{Fault, FaultCode};
use crate::registry::import::report::PatientReport;
use crate::registry::import::report::Told;

/// Numbers that belong to another office and are never kept (HL7 table 0203): social security, driver's licence,
/// passport, Medicare and Medicaid.
const FOREIGN_NUMBERS: [&str; 7] = ["SS", "DL", "PPN", "MA", "MC", "MCD", "MCR"];
/// Parents and guardians (HL7 table 0063). Grandparents, caregivers and emergency contacts decide nothing for a child.
const GUARDIANS: [&str; 4] = ["MTH", "FTH", "PAR", "GRD"];
const SELF: &str = "SEL";

pub fn patient(
    message: &Message<'_>,
    moment: &Moment,
    warnings: &mut Vec<Fault>,
) -> Result<PatientReport, Fault> {
    let mut pids = message.all("PID");
    let pid = pids.next().ok_or_else(|| {
        Fault::of_field(
            "PID",
            1,
            FaultCode::SegmentSequence,
            "the message has no PID segment; send one",
        )
    })?;
    if let Some(second) = pids.next() {
        return Err(Fault::of_field(
            "PID",
            second.index,
            FaultCode::SegmentSequence,
            "the message has more than one PID segment; send a message for each patient",
        ));
    }
    let (legal, aliases) = names(pid)?;
    let mut own = vec![pid.field(13), pid.field(14)];
    own.extend(relatives(message, &[SELF]));
    Ok(PatientReport {
        sender_patient_id: patient_id(pid)?,
        first_name: legal.first,
        middle_name: legal.middle,
        last_name: legal.last,
        suffix: legal.suffix,
        aliases,
        birth_date: birth_date(pid, moment)?,
        gender: gender(pid, warnings),
        is_protected: protection(message, warnings),
        is_deceased: death(pid),
        deceased_on: Told::Nothing,
        is_multiple_birth: told_flag(&pid.field(24)),
        own_contacts: contacts(&own),
        guardian_contacts: contacts(&relatives(message, &GUARDIANS)),
    })
}

/// The sender's own number for the patient: a medical record number where there is one, with who gave it.
fn patient_id(pid: &Segment<'_>) -> Result<String, Fault> {
    let ids: Vec<_> = pid
        .field(3)
        .repetitions()
        .filter(|id| !id.component(1).is_empty() && !id.component(1).is_null())
        .filter(|id| !FOREIGN_NUMBERS.contains(&&*id.component(5).text()))
        .collect();
    let of_kind = |kind: &str| ids.iter().find(|id| id.component(5).text() == kind);
    let id = of_kind("MR")
        .or_else(|| of_kind("PI"))
        .or_else(|| ids.first())
        .ok_or_else(|| {
            Fault::of_field(
                "PID-3",
                1,
                FaultCode::RequiredFieldMissing,
                "PID-3 has no patient number of the sender; send the medical record number with type MR",
            )
        })?;
    let authority = id.component(4).part(1).text();
    let number = id.component(1).text();
    Ok(if authority.is_empty() {
        number
    } else {
        format!("{number}^{authority}")
    })
}

struct Name {
    first: String,
    middle: Option<String>,
    last: String,
    suffix: Option<String>,
}

/// The legal name, or the first one, and the others as aliases.
fn names(pid: &Segment<'_>) -> Result<(Name, Vec<AliasRow>), Fault> {
    // S is a pseudonym (HL7 table 0200): nobody's name.
    let names: Vec<_> = pid
        .field(5)
        .repetitions()
        .filter(|name| name.component(7).text() != "S")
        .collect();
    let of_kind = |kind: &str| names.iter().position(|name| name.component(7).text() == kind);
    let place = of_kind("L").or_else(|| of_kind("")).unwrap_or(0);
    let legal = names.get(place).map(name);
    let legal = legal
        .filter(|name| !name.first.is_empty() && !name.last.is_empty())
        .ok_or_else(|| {
            Fault::of_field(
                "PID-5",
                1,
                FaultCode::RequiredFieldMissing,
                "PID-5 has no last and first name; send both",
            )
        })?;
    let aliases = names
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != place)
        .map(|(_, alias)| name(alias))
        .filter(|alias| !(alias.first.is_empty() && alias.last.is_empty()))
        .map(|alias| AliasRow {
            first_name: or(alias.first, &legal.first),
            last_name: or(alias.last, &legal.last),
        })
        .collect();
    Ok((legal, aliases))
}

/// A maiden name often comes without the first name, which then is the same.
fn or(text: String, other: &str) -> String {
    if text.is_empty() { other.to_owned() } else { text }
}

fn name(xpn: &Value<'_>) -> Name {
    let text = |number: usize| match xpn.component(number) {
        null if null.is_null() => String::new(),
        component => component.part(1).text(),
    };
    let given = |number| Some(text(number)).filter(|text| !text.is_empty());
    Name {
        last: text(1),
        first: text(2),
        middle: given(3),
        suffix: given(4),
    }
}

fn birth_date(pid: &Segment<'_>, moment: &Moment) -> Result<NaiveDate, Fault> {
    let fault = |code, text: &str| Fault::of_field("PID-7", 1, code, text);
    let text = pid.field(7).text();
    if text.is_empty() || pid.field(7).is_null() {
        return Err(fault(
            FaultCode::RequiredFieldMissing,
            "PID-7 has no birth date; send it as YYYYMMDD",
        ));
    }
    match date(&text) {
        Ok(date) if date > moment.today => Err(fault(
            FaultCode::DataType,
            "the birth date in PID-7 is in the future; correct it",
        )),
        Ok(date) => Ok(date),
        Err(NoDate::Partial) => Err(fault(
            FaultCode::DataType,
            "the birth date in PID-7 has no day; send it as YYYYMMDD",
        )),
        Err(NoDate::Unreadable) => Err(fault(
            FaultCode::DataType,
            "PID-7 is no date; send the birth date as YYYYMMDD",
        )),
    }
}

/// HL7 table 0001.
fn gender(pid: &Segment<'_>, warnings: &mut Vec<Fault>) -> Told<Gender> {
    match told(&pid.field(8).component(1)) {
        Told::Nothing => Told::Nothing,
        Told::Deleted => Told::Deleted,
        Told::Value(code) => match code.to_ascii_uppercase().as_str() {
            "F" => Told::Value(Gender::Female),
            "M" => Told::Value(Gender::Male),
            "O" | "X" | "A" | "N" => Told::Value(Gender::Other),
            "U" => Told::Deleted,
            _ => {
                warnings.push(Fault::of_field(
                    "PID-8",
                    1,
                    FaultCode::TableValueNotFound,
                    "PID-8 is none of F, M, O, U; it was left out",
                ));
                Told::Nothing
            }
        },
    }
}

/// PD1-12, Y: do not share. What nobody can read is taken for Y: the mistake must not open a record.
fn protection(message: &Message<'_>, warnings: &mut Vec<Fault>) -> Told<bool> {
    let Some(pd1) = message.all("PD1").next() else {
        return Told::Nothing;
    };
    let field = pd1.field(12);
    match told(&field) {
        Told::Value(code) if !["Y", "N"].contains(&code.to_ascii_uppercase().as_str()) => {
            warnings.push(Fault::of_field(
                "PD1-12",
                1,
                FaultCode::TableValueNotFound,
                "PD1-12 is neither Y nor N; it was taken for Y, do not share",
            ));
            Told::Value(true)
        }
        Told::Nothing | Told::Deleted | Told::Value(_) => told_flag(&field),
    }
}

/// PID-29 is the day of death, PID-30 the indicator; either tells it.
fn death(pid: &Segment<'_>) -> Told<bool> {
    match (told(&pid.field(29)), told_flag(&pid.field(30))) {
        (Told::Value(_), _) | (_, Told::Value(true)) => Told::Value(true),
        (Told::Deleted, _) | (_, Told::Deleted) => Told::Deleted,
        (Told::Nothing, Told::Nothing | Told::Value(false)) => Told::Nothing,
    }
}

/// NK1-5 and NK1-6 of the relatives of these kinds.
fn relatives<'a>(message: &Message<'a>, kinds: &[&str]) -> Vec<Value<'a>> {
    message
        .all("NK1")
        .filter(|nk1| {
            let relationship = nk1.field(3);
            [1, 4].iter().any(|triplet| {
                let code = relationship.component(*triplet).text();
                kinds.contains(&code.as_str())
            })
        })
        .flat_map(|nk1| [nk1.field(5), nk1.field(6)])
        .collect()
}
