//! Reads the columns of the patient.

use shared::demographics::Gender;

use super::row::Row;
use crate::db::patients::AliasRow;
use crate::formats::csv_table::{Column, NONE, parts, unescaped, unguarded};
use crate::intake::read_at::ReadAt;
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::{Patch, PatientReport, ReportedContact};
use crate::matching::normalize::ContactKind;

pub fn patient(
    row: &Row,
    read_at: &ReadAt,
    warnings: &mut Vec<ReportError>,
) -> Result<PatientReport, ReportError> {
    require_all_cells(row)?;
    Ok(PatientReport {
        sender_patient_id: row.required(Column::PatientId)?,
        first_name: row.required(Column::FirstName)?,
        middle_name: row.optional(Column::MiddleName),
        last_name: row.required(Column::LastName)?,
        suffix: row.optional(Column::Suffix),
        aliases: aliases(row)?,
        birth_date: row.past_day(Column::BirthDate, read_at)?,
        gender: gender(row)?,
        is_protected: row.flag(Column::Protected)?,
        is_deceased: row.flag(Column::Deceased)?,
        deceased_on: match row.text(Column::DeceasedOn) {
            Patch::Keep => Patch::Keep,
            Patch::Clear => Patch::Clear,
            Patch::Set(_) => Patch::Set(row.past_day(Column::DeceasedOn, read_at)?),
        },
        is_multiple_birth: row.flag(Column::MultipleBirth)?,
        own_contacts: contacts(row, [Column::Phones, Column::Emails], warnings),
        guardian_contacts: contacts(row, [Column::GuardianPhones, Column::GuardianEmails], warnings),
    })
}

/// One missing or extra cell shifts the following cells into wrong columns.
fn require_all_cells(row: &Row) -> Result<(), ReportError> {
    let (cells, columns) = (row.cells.len(), row.header.columns.len());
    if cells == columns {
        return Ok(());
    }
    Err(ReportError {
        field: "row".to_owned(),
        ..row.error(
            Column::PatientId,
            ErrorCode::DataType,
            format!("the row has {cells} cells and the header {columns}; put text with separators in quotes"),
        )
    })
}

/// `last, first | last, first`.
fn aliases(row: &Row) -> Result<Vec<AliasRow>, ReportError> {
    let Some(text) = row.optional(Column::Aliases) else {
        return Ok(Vec::new());
    };
    let alias = |part: &str| match parts(part, ',').as_slice() {
        [last, first] => Ok(AliasRow {
            first_name: unescaped(first),
            last_name: unescaped(last),
        }),
        _ => Err(row.error(
            Column::Aliases,
            ErrorCode::DataType,
            "aliases is not written as last, first | last, first; correct it",
        )),
    };
    parts(&text, '|').into_iter().map(alias).collect()
}

fn gender(row: &Row) -> Result<Patch<Gender>, ReportError> {
    Ok(match row.cell(Column::Gender).to_ascii_lowercase().as_str() {
        "" => Patch::Keep,
        "female" | "f" => Patch::Set(Gender::Female),
        "male" | "m" => Patch::Set(Gender::Male),
        "other" | "o" | "x" => Patch::Set(Gender::Other),
        "unknown" | "u" | NONE => Patch::Clear,
        _ => {
            return Err(row.error(
                Column::Gender,
                ErrorCode::TableValueNotFound,
                "gender is none of female, male, other, unknown; correct it",
            ));
        }
    })
}

/// Both columns form one list, which replaces the stored one.
fn contacts(row: &Row, columns: [Column; 2], warnings: &mut Vec<ReportError>) -> Patch<Vec<ReportedContact>> {
    let mut found = Vec::new();
    for (column, kind) in columns.into_iter().zip([ContactKind::Phone, ContactKind::Email]) {
        let cell = row.cell(column);
        if cell == NONE {
            continue;
        }
        for part in parts(unguarded(cell), '|') {
            let value = unescaped(part);
            let is_contact = match kind {
                ContactKind::Phone => value.bytes().any(|byte| byte.is_ascii_digit()) && !value.contains('@'),
                ContactKind::Email => value.contains('@'),
            };
            if is_contact {
                found.push(ReportedContact::new(kind, value));
            } else {
                let text = format!("{} holds something else; it was left out", column.name());
                warnings.push(row.error(column, ErrorCode::DataType, text));
            }
        }
    }
    found.sort();
    found.dedup();
    if !found.is_empty() {
        Patch::Set(found)
    } else if columns.iter().any(|column| row.cell(*column) == NONE) {
        Patch::Clear
    } else {
        Patch::Keep
    }
}
