//! One row and the values of its cells.

use std::rc::Rc;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::header::Header;
use crate::formats::csv_table::{Column, NONE, unguarded};
use crate::intake::read_at::ReadAt;
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::Patch;
use crate::intake::text::instant;

/// Clocks of senders differ; more than this is a wrong clock.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::days(1);

pub struct Row {
    /// The line on which the row begins; the row's number in a spreadsheet.
    pub line: u64,
    pub cells: Vec<String>,
    pub header: Rc<Header>,
}

impl Row {
    /// The text of the cell; empty if the header has no such column.
    pub fn cell(&self, column: Column) -> &str {
        let at = self.header.columns.iter().position(|known| *known == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    pub fn text(&self, column: Column) -> Patch<String> {
        match self.cell(column) {
            "" => Patch::Keep,
            NONE => Patch::Clear,
            cell => Patch::Set(unguarded(cell).to_owned()),
        }
    }

    pub fn optional(&self, column: Column) -> Option<String> {
        match self.text(column) {
            Patch::Set(text) => Some(text),
            Patch::Keep | Patch::Clear => None,
        }
    }

    pub fn required(&self, column: Column) -> Result<String, ReportError> {
        self.optional(column).ok_or_else(|| {
            let text = format!("{} is empty; fill it in", column.name());
            self.error(column, ErrorCode::RequiredFieldMissing, text)
        })
    }

    /// `yes` or `no`; no clears the flag.
    pub fn flag(&self, column: Column) -> Result<Patch<bool>, ReportError> {
        match self.cell(column).to_ascii_lowercase().as_str() {
            "" => Ok(Patch::Keep),
            "yes" | "y" | "true" | "1" => Ok(Patch::Set(true)),
            "no" | "n" | "false" | "0" | NONE => Ok(Patch::Clear),
            _ => {
                let text = format!("{} is neither yes nor no; correct it", column.name());
                Err(self.error(column, ErrorCode::TableValueNotFound, text))
            }
        }
    }

    /// A date that is not in the future.
    pub fn past_day(&self, column: Column, read_at: &ReadAt) -> Result<NaiveDate, ReportError> {
        let text = self.required(column)?;
        let error =
            |words: &str| Err(self.error(column, ErrorCode::DataType, format!("{} {words}", column.name())));
        let is_written_so =
            text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        match text.parse::<NaiveDate>().ok().filter(|_| is_written_so) {
            Some(day) if day > read_at.today => error("is in the future; correct it"),
            Some(day) => Ok(day),
            None if text.contains('/') => {
                error("has slashes, so month and day are ambiguous; write dates as YYYY-MM-DD")
            }
            None if text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                error("is a spreadsheet's day number; format the column as text, YYYY-MM-DD")
            }
            None => error("is no date; write dates as YYYY-MM-DD"),
        }
    }

    pub fn reported_at(&self, read_at: &ReadAt) -> Result<Option<NaiveDateTime>, ReportError> {
        let Some(text) = self.optional(Column::ReportedAt) else {
            return Ok(None);
        };
        let error = |text| Err(self.error(Column::ReportedAt, ErrorCode::DataType, text));
        match instant(&text).or_else(|| instant(&format!("{}Z", text.replacen(' ', "T", 1)))) {
            Some(at) if at > read_at.now + CLOCK_TOLERANCE => {
                error("reported_at is in the future; correct it")
            }
            Some(at) => Ok(Some(at)),
            None => error("reported_at is no time; write it as YYYY-MM-DDThh:mm:ssZ"),
        }
    }

    pub fn sender(&self, otherwise: Option<&str>) -> Result<String, ReportError> {
        let sender = self
            .optional(Column::Sender)
            .or_else(|| otherwise.map(str::to_owned));
        sender.ok_or_else(|| {
            let text = "no reporting organization; fill in the column sender, or give --sender";
            self.error(Column::Sender, ErrorCode::RequiredFieldMissing, text)
        })
    }

    pub fn is_of_same_patient(&self, other: &Self) -> bool {
        let key = |row: &Self| [Column::Sender, Column::PatientId].map(|column| row.cell(column).to_owned());
        key(self) == key(other)
    }

    pub fn error(&self, column: Column, code: ErrorCode, text: impl Into<String>) -> ReportError {
        ReportError {
            segment: "row".to_owned(),
            index: usize::try_from(self.line).unwrap_or(usize::MAX),
            field: column.name().to_owned(),
            code,
            text: text.into(),
            leaves_out_dose: false,
        }
    }
}
