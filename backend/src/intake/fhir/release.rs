//! Recognises FHIR releases before R4 by members that only their Immunizations have.

use super::resource::Resource;
use crate::intake::rejection::{ErrorCode, ReportError};

/// The member, and the releases that have it.
const OLDER: [(&str, &str); 4] = [
    ("wasNotGiven", "DSTU2"),
    ("reported", "DSTU2"),
    ("notGiven", "STU3"),
    ("date", "STU3 or DSTU2"),
];

/// Rejects an Immunization of an older release and names the release. Reading it as R4 would lose data.
pub fn require_r4(immunization: &Resource) -> Result<(), ReportError> {
    let root = immunization.root();
    let older = OLDER.iter().find(|(member, _)| root.at(member).is_there());
    older.map_or(Ok(()), |(member, release)| {
        let text = format!("this is FHIR {release}, which has {member} in an Immunization; send FHIR R4");
        Err(immunization.error(member, ErrorCode::UnsupportedMessageType, text))
    })
}
