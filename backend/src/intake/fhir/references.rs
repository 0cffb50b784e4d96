//! Resolves references to the Patients of a bundle. An ambiguous reference resolves to none.

use std::collections::HashMap;

use super::context::without_version;
use super::element::Element;
use super::patient::identifier_number;

#[derive(Default)]
pub struct References {
    /// `None` if two Patients match.
    places: HashMap<String, Option<usize>>,
}

impl References {
    pub fn add(
        &mut self,
        place: usize,
        full_url: Option<&str>,
        id: Option<&str>,
        numbers: impl Iterator<Item = String>,
    ) {
        let url = full_url.map(|url| without_version(url).to_owned());
        let short = id.map(|id| format!("Patient/{id}"));
        let of_url = url.as_deref().and_then(last_two).map(str::to_owned);
        let mut keys: Vec<_> = [url, short, of_url].into_iter().flatten().collect();
        keys.extend(numbers.map(|number| format!("number {number}")));
        keys.sort();
        keys.dedup();
        for key in keys {
            self.places
                .entry(key)
                .and_modify(|known| *known = None)
                .or_insert(Some(place));
        }
    }

    /// The Patient of a reference, which is resolved as written, relative to the referring resource's base, or by
    /// identifier.
    pub fn find(&self, reference: Element<'_>, full_url: Option<&str>) -> Option<usize> {
        let Some(text) = reference.text_at("reference") else {
            let number = identifier_number(reference.at("identifier"))?;
            return self.places.get(&format!("number {number}")).copied().flatten();
        };
        let text = without_version(&text);
        let base = full_url
            .filter(|url| url.starts_with("http"))
            .and_then(|url| url.strip_suffix(last_two(url)?));
        let beside = base.map(|base| format!("{base}{text}"));
        let last = last_two(text);
        [beside.as_deref(), Some(text), last]
            .into_iter()
            .flatten()
            .find_map(|key| self.places.get(key))
            .copied()
            .flatten()
    }
}

/// `Patient/1` of `https://server.example.org/fhir/Patient/1`.
fn last_two(url: &str) -> Option<&str> {
    let (before, _) = url.rsplit_once('/')?;
    let start = before.rfind('/').map_or(0, |slash| slash + 1);
    Some(&url[start..])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn references() -> References {
        let mut references = References::default();
        let numbers = |text: &str| vec![text.to_owned()].into_iter();
        references.add(0, Some("urn:uuid:aa"), None, numbers("7^urn:x"));
        references.add(
            1,
            Some("https://a.example.org/fhir/Patient/1"),
            Some("1"),
            numbers("8"),
        );
        references.add(
            2,
            Some("https://b.example.org/fhir/Patient/1"),
            Some("1"),
            numbers("9"),
        );
        references.add(3, None, Some("2"), numbers("7"));
        references
    }

    #[test]
    fn every_kind_of_reference_finds_its_patient() {
        let found = |reference, full_url| references().find(Element::new(&reference), full_url);
        assert_eq!(found(json!({"reference": "urn:uuid:aa"}), None), Some(0));
        assert_eq!(found(json!({"reference": "Patient/2/_history/3"}), None), Some(3));
        assert_eq!(
            found(json!({"reference": "https://c.example.org/Patient/2"}), None),
            Some(3)
        );
        assert_eq!(
            found(json!({"identifier": {"system": "urn:x", "value": "7"}}), None),
            Some(0)
        );
        let beside = Some("https://b.example.org/fhir/Immunization/5");
        assert_eq!(found(json!({"reference": "Patient/1"}), beside), Some(2));
        assert_eq!(
            found(
                json!({"reference": "https://a.example.org/fhir/Patient/1"}),
                beside
            ),
            Some(1)
        );
    }

    #[test]
    fn an_ambiguous_or_unknown_reference_resolves_to_none() {
        for reference in [
            json!({"reference": "Patient/1"}),
            json!({"reference": "Patient/3"}),
            json!({"display": "Ann"}),
            json!("Patient/2"),
        ] {
            assert_eq!(
                references().find(Element::new(&reference), None),
                None,
                "{reference}"
            );
        }
    }
}
