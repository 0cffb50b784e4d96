//! A resource with its location, which its errors report.

use serde_json::Value;

use super::element::{Element, NoDate, day};
use crate::intake::read_at::ReadAt;
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::text::instant;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// Senders' clocks differ; a time further ahead than this means a wrong clock.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::days(1);

/// A resource that was read.
pub struct Resource {
    /// `Patient` or `Immunization`.
    pub kind: &'static str,
    /// Its position among the bundle's resources of its kind, or its line in the file; from 1.
    pub index: usize,
    pub json: Value,
}

impl Resource {
    pub fn root(&self) -> Element<'_> {
        Element::new(&self.json)
    }

    /// An error at a path below this resource.
    pub fn error(&self, path: &str, code: ErrorCode, text: impl Into<String>) -> ReportError {
        ReportError {
            segment: self.kind.to_owned(),
            index: self.index,
            field: if path.is_empty() {
                self.kind.to_owned()
            } else {
                format!("{}.{path}", self.kind)
            },
            code,
            text: text.into(),
            leaves_out_dose: false,
        }
    }

    /// A complete date that is required and not in the future.
    pub fn past_day(&self, path: &str, read_at: &ReadAt) -> Result<NaiveDate, ReportError> {
        let error = |code, text: String| Err(self.error(path, code, text));
        let Some(text) = self.root().text_at(path) else {
            let text = format!("{path} is missing; send it as YYYY-MM-DD");
            return error(ErrorCode::RequiredFieldMissing, text);
        };
        match day(&text) {
            Ok(day) if day > read_at.today => error(
                ErrorCode::DataType,
                format!("the date in {path} is in the future; correct it"),
            ),
            Ok(day) => Ok(day),
            Err(NoDate::Partial) => error(
                ErrorCode::DataType,
                format!("the date in {path} has no day; send it as YYYY-MM-DD"),
            ),
            Err(NoDate::Unreadable) => error(
                ErrorCode::DataType,
                format!("{path} is no date; send it as YYYY-MM-DD"),
            ),
        }
    }

    /// `meta.lastUpdated`.
    pub fn last_updated(&self, read_at: &ReadAt) -> Result<Option<NaiveDateTime>, ReportError> {
        let path = "meta.lastUpdated";
        let error = |text| Err(self.error(path, ErrorCode::DataType, text));
        match self.root().text_at(path).map(|text| instant(&text)) {
            None => Ok(None),
            Some(None) => error("meta.lastUpdated is no time; send it as YYYY-MM-DDThh:mm:ssZ"),
            Some(Some(at)) if at > read_at.now + CLOCK_TOLERANCE => error(
                "the time in meta.lastUpdated is in the future; set the sender's clock right and send again",
            ),
            Some(at) => Ok(at),
        }
    }
}
