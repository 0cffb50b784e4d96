//! The context of resources that arrive together: import options, the bundle's own fields, referenced resources.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use serde_json::Value;

use super::element::Element;
use crate::intake::options::Options;

pub struct Context<'a> {
    pub options: &'a Options,
    /// `Bundle.meta.source`.
    pub source: Option<String>,
    /// `Bundle.timestamp`, or the bundle's `meta.lastUpdated`.
    pub reported_at: Option<NaiveDateTime>,
    /// Organizations, locations and practitioners, by each way to refer to them.
    pub others: HashMap<String, Value>,
}

impl<'a> Context<'a> {
    /// For resources outside a bundle.
    pub fn without_bundle(options: &'a Options) -> Self {
        Self {
            options,
            source: None,
            reported_at: None,
            others: HashMap::new(),
        }
    }

    /// Resolves a reference within the referring resource or the bundle.
    pub fn referred<'r>(&'r self, root: Element<'r>, reference: Element<'_>) -> Option<Element<'r>> {
        let text = reference.text_at("reference")?;
        match text.strip_prefix('#') {
            Some(id) => root
                .all("contained")
                .find(|contained| contained.text_at("id").as_deref() == Some(id)),
            None => self.others.get(without_version(&text)).map(Element::new),
        }
    }

    /// The name of the referenced resource.
    pub fn name_of(&self, root: Element<'_>, reference: Element<'_>) -> Option<String> {
        reference.text_at("display").or_else(|| {
            let found = self.referred(root, reference)?;
            let name = found.at("name");
            name.text().or_else(|| name.text_at("text")).or_else(|| {
                let given = name.text_at("given").unwrap_or_default();
                let whole = format!("{given} {}", name.text_at("family").unwrap_or_default());
                Some(whole.trim().to_owned()).filter(|whole| !whole.is_empty())
            })
        })
    }
}

/// Removes the version: `Patient/1/_history/2` becomes `Patient/1`.
pub fn without_version(reference: &str) -> &str {
    reference.split("/_history/").next().unwrap_or(reference)
}
