//! Reads PID-5, PID-6 and PID-9: the patient's names.

use super::message::{Segment, Value};
use super::reading::text;
use crate::db::patients::AliasRow;
use crate::intake::rejection::{ErrorCode, ReportError};

/// Name types that are not a name of the patient (HL7 table 0200): pseudonyms, businesses, partners, unusable names.
const NOT_THEIR_OWN: [&str; 7] = ["S", "K", "P", "BAD", "NAV", "MSK", "NOUSE"];
const MAIDEN: &str = "M";

pub struct Name {
    kind: String,
    pub first: String,
    pub middle: Option<String>,
    pub last: String,
    pub suffix: Option<String>,
}

/// The legal name, or else the first complete one; the others are aliases. Older versions have aliases in PID-9.
pub fn names(pid: &Segment<'_>) -> Result<(Name, Vec<AliasRow>), ReportError> {
    let mut names: Vec<_> = [5, 9]
        .into_iter()
        .flat_map(|number| pid.field(number).repetitions())
        .map(|xpn| name(&xpn))
        .filter(|name| !NOT_THEIR_OWN.contains(&name.kind.as_str()))
        .collect();
    let is_whole = |name: &Name| !name.first.is_empty() && !name.last.is_empty();
    let of_kind = |kind: &str| names.iter().position(|name| name.kind == kind && is_whole(name));
    let place = of_kind("L")
        .or_else(|| of_kind(""))
        .or_else(|| names.iter().position(is_whole))
        .ok_or_else(|| {
            ReportError::of_field(
                "PID-5",
                1,
                ErrorCode::RequiredFieldMissing,
                "PID-5 has no last and first name; send both",
            )
        })?;
    let legal = names.remove(place);
    let mother = text(&pid.field(6).component(1).part(1)).unwrap_or_default();
    let mut aliases: Vec<AliasRow> = Vec::new();
    for name in names {
        if (name.first.is_empty() && name.last.is_empty()) || is_mothers(&name, &legal, &mother) {
            continue;
        }
        let alias = AliasRow {
            first_name: or(name.first, &legal.first),
            last_name: or(name.last, &legal.last),
        };
        let is_new = (&alias.first_name, &alias.last_name) != (&legal.first, &legal.last);
        if is_new && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    Ok((legal, aliases))
}

/// PID-6 is never the patient's name. Senders also put the mother's maiden name into PID-5: a maiden name is the
/// patient's if it has the patient's first name or, without a first name, if it differs from PID-6.
fn is_mothers(name: &Name, legal: &Name, mother: &str) -> bool {
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    name.kind == MAIDEN
        && if name.first.is_empty() {
            same(&name.last, mother)
        } else {
            !same(&name.first, &legal.first)
        }
}

/// A maiden name often lacks the first name, and a nickname the last name. The legal name supplies them.
fn or(text: String, other: &str) -> String {
    if text.is_empty() { other.to_owned() } else { text }
}

fn name(xpn: &Value<'_>) -> Name {
    let given = |number: usize| text(&xpn.component(number).part(1));
    Name {
        kind: given(7).unwrap_or_default().to_ascii_uppercase(),
        last: given(1).unwrap_or_default(),
        first: given(2).unwrap_or_default(),
        middle: given(3),
        suffix: given(4),
    }
}
