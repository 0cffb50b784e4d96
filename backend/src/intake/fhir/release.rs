//! Releases of FHIR before R4, known by what an Immunization had in them only.

use super::resource::Resource;
use crate::intake::rejection::{ErrorCode, ReportError};

/// The member, and the releases it is of.
const OLDER: [(&str, &str); 4] = [
    ("wasNotGiven", "DSTU2"),
    ("reported", "DSTU2"),
    ("notGiven", "STU3"),
    ("date", "STU3 or DSTU2"),
];

/// Refuses an Immunization of an older release, by its name: what is missing in it for R4 would mislead.
pub fn require_r4(immunization: &Resource) -> Result<(), ReportError> {
    let root = immunization.root();
    let older = OLDER.iter().find(|(member, _)| root.at(member).is_there());
    older.map_or(Ok(()), |(member, release)| {
        let text = format!("this is FHIR {release}, which has {member} in an Immunization; send FHIR R4");
        Err(immunization.error(member, ErrorCode::UnsupportedMessageType, text))
    })
}
