//! What the server writes into each page as data, so that the browser needs no further call to begin.

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
    /// Where the words of each language are, by tag.
    pub words: BTreeMap<String, WordFiles>,
}

/// The paths of one language's Fluent files; each path changes with the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordFiles {
    /// What a first visit needs.
    pub first: String,
    pub help: String,
    pub legal: String,
}
