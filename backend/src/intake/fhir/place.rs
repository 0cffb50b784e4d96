//! Where a resource stands, and what is wrong there.

use serde_json::Value;

use super::element::{Element, NoDate, day};
use crate::intake::moment::Moment;
use crate::intake::rejection::{Fault, FaultCode};
use crate::intake::text::instant;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// Clocks of senders differ; more than this is a wrong clock.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::days(1);

/// A resource as read.
pub struct Resource {
    /// `Patient` or `Immunization`.
    pub kind: &'static str,
    /// Which of its kind in the bundle, or the line of the file, from 1.
    pub index: usize,
    pub json: Value,
}

impl Resource {
    pub fn root(&self) -> Element<'_> {
        Element::new(&self.json)
    }

    /// A fault at a path below this resource.
    pub fn fault(&self, path: &str, code: FaultCode, text: impl Into<String>) -> Fault {
        Fault {
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

    /// A day that must be there whole and not in the future.
    pub fn past_day(&self, path: &str, moment: &Moment) -> Result<NaiveDate, Fault> {
        let fault = |code, text: String| Err(self.fault(path, code, text));
        let Some(text) = self.root().text_at(path) else {
            let text = format!("{path} is missing; send it as YYYY-MM-DD");
            return fault(FaultCode::RequiredFieldMissing, text);
        };
        match day(&text) {
            Ok(day) if day > moment.today => fault(
                FaultCode::DataType,
                format!("the date in {path} is in the future; correct it"),
            ),
            Ok(day) => Ok(day),
            Err(NoDate::Partial) => fault(
                FaultCode::DataType,
                format!("the date in {path} has no day; send it as YYYY-MM-DD"),
            ),
            Err(NoDate::Unreadable) => fault(
                FaultCode::DataType,
                format!("{path} is no date; send it as YYYY-MM-DD"),
            ),
        }
    }

    /// `meta.lastUpdated`.
    pub fn last_updated(&self, moment: &Moment) -> Result<Option<NaiveDateTime>, Fault> {
        let path = "meta.lastUpdated";
        let fault = |text| Err(self.fault(path, FaultCode::DataType, text));
        match self.root().text_at(path).map(|text| instant(&text)) {
            None => Ok(None),
            Some(None) => fault("meta.lastUpdated is no time; send it as YYYY-MM-DDThh:mm:ssZ"),
            Some(Some(at)) if at > moment.now + CLOCK_TOLERANCE => fault(
                "the time in meta.lastUpdated is in the future; set the sender's clock right and send again",
            ),
            Some(at) => Ok(at),
        }
    }
}
