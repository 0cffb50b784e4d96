//! The data that the server writes into each page, so that the browser needs no further call to begin.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::portal::Portal;

/// The id of the `<script type="application/json">` element that holds `ShellData`.
pub const SHELL_DATA_ID: &str = "shell-data";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShellData {
    /// Texts in the language of this page.
    pub portal: Portal,
    /// BCP 47 tag of this page.
    pub locale: String,
    /// The paths of each language's texts, by tag.
    pub words: BTreeMap<String, WordFiles>,
}

/// The paths of one language's Fluent files; each path changes with the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordFiles {
    /// The texts of a first visit.
    pub first: String,
    /// The texts of a link, a record and a card.
    pub record: String,
    pub help: String,
    pub legal: String,
}
