//! Reads `HumanName`: the legal name and the aliases.

use super::element::Element;
use super::resource::Resource;
use crate::db::patients::AliasRow;
use crate::intake::rejection::{ErrorCode, ReportError};

pub struct Name {
    pub first: String,
    pub middle: Option<String>,
    pub last: String,
    pub suffix: Option<String>,
}

/// Prefers the official name, then the usual one, one without a use, and the first; the others are aliases.
pub fn names(resource: &Resource) -> Result<(Name, Vec<AliasRow>), ReportError> {
    let told: Vec<_> = resource
        .root()
        .all("name")
        .filter(|name| name.text_at("use").as_deref() != Some("anonymous"))
        .collect();
    let of_use = |wanted: Option<&str>| {
        told.iter()
            .position(|name| name.text_at("use").as_deref() == wanted)
    };
    let place = of_use(Some("official"))
        .or_else(|| of_use(Some("usual")))
        .or_else(|| of_use(None))
        .unwrap_or(0);
    let legal = told
        .get(place)
        .map(|name| read(*name))
        .filter(|name| !name.first.is_empty() && !name.last.is_empty())
        .ok_or_else(|| {
            resource.error(
                "name",
                ErrorCode::RequiredFieldMissing,
                "the patient has no family and given name; send both",
            )
        })?;
    let aliases = told
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != place)
        .map(|(_, name)| read(*name))
        .filter(|name| !(name.first.is_empty() && name.last.is_empty()))
        .map(|name| AliasRow {
            first_name: or(name.first, &legal.first),
            last_name: or(name.last, &legal.last),
        })
        .collect();
    Ok((legal, aliases))
}

/// A maiden name often omits the given name; the legal given name then applies.
fn or(text: String, other: &str) -> String {
    if text.is_empty() { other.to_owned() } else { text }
}

fn read(name: Element<'_>) -> Name {
    let texts = |member: &str| name.all(member).filter_map(Element::text).collect::<Vec<_>>();
    let joined = |texts: &[String]| Some(texts.join(" ")).filter(|text| !text.is_empty());
    let given = texts("given");
    let (first, more) = given
        .split_first()
        .map_or((None, &[][..]), |(first, more)| (Some(first), more));
    Name {
        first: first.cloned().unwrap_or_default(),
        middle: joined(more),
        last: name.text_at("family").unwrap_or_default(),
        suffix: joined(&texts("suffix")),
    }
}
