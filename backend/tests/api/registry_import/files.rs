//! Imports files with the command, and exports the registry.

use backend::commands::registry::{self, ExportFormat, ExportOrder, Format, ImportOrder, ImportTools};
use backend::db::Database;
use serde_json::Value;

use super::contact_hashers;
use crate::helpers::fixed_clock::FixedClock;

/// The output of an import.
pub struct ImportOutput {
    pub summary: Value,
    /// The lines of `--errors`.
    pub errors: Vec<Value>,
    pub words: String,
    pub is_ok: bool,
}

/// Imports files of these names and contents in one command.
pub fn import_files(database: &Database, files: &[(&str, &[u8])]) -> ImportOutput {
    import_files_as(database, files, None)
}

pub fn import_files_as(database: &Database, files: &[(&str, &[u8])], sender: Option<&str>) -> ImportOutput {
    let folder = tempfile::tempdir().unwrap();
    let errors_file = folder.path().join("errors.jsonl");
    let paths = files.iter().map(|(name, bytes)| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    });
    let order = ImportOrder {
        files: paths.collect(),
        format: Format::Auto,
        sender: sender.map(str::to_owned),
        reported_at: None,
        errors_file: Some(errors_file.clone()),
        acks_file: None,
        is_json: true,
        shows_progress: false,
    };
    let (mut out, mut words) = (Vec::new(), Vec::new());
    let mut tools = ImportTools {
        database,
        contact_hashers: &contact_hashers(),
        clock: &FixedClock::default(),
        input: &mut std::io::empty(),
    };
    let is_ok = registry::import(&mut tools, &order, &mut out, &mut words).is_ok();
    let errors = std::fs::read_to_string(errors_file).unwrap();
    ImportOutput {
        summary: serde_json::from_slice(&out).unwrap(),
        errors: errors
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
        words: String::from_utf8(words).unwrap(),
        is_ok,
    }
}

impl ImportOutput {
    pub fn count(&self, name: &str) -> u64 {
        self.summary[name].as_u64().unwrap()
    }

    /// Each error as `file segment index field code`.
    pub fn places(&self) -> Vec<String> {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let place = |error: &Value| {
            let file = text(&error["file"]);
            let file = file.rsplit('/').next().unwrap().to_owned();
            let parts = ["segment", "index", "field", "code"].map(|name| text(&error[name]));
            format!("{file} {}", parts.join(" "))
        };
        self.errors.iter().map(place).collect()
    }
}

pub fn exported(database: &Database, format: ExportFormat, patient: Option<(&str, &str)>) -> String {
    let mut out = Vec::new();
    let order = ExportOrder {
        format,
        output: None,
        patient: patient.map(|(sender, number)| (sender.to_owned(), number.to_owned())),
    };
    registry::export(database, &order, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub fn exported_csv(database: &Database) -> String {
    exported(database, ExportFormat::Csv, None)
}

pub fn exported_fhir(database: &Database) -> String {
    exported(database, ExportFormat::Fhir, None)
}
