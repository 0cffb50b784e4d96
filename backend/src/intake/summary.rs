//! The counts of an import.

use serde::Serialize;

use super::changes::{Changes, PatientChange};
use super::rejection::ReportError;

/// The counts of all files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub files: u64,
    pub messages: u64,
    pub patients_added: u64,
    pub patients_updated: u64,
    pub immunizations_added: u64,
    pub immunizations_updated: u64,
    pub immunizations_deleted: u64,
    /// Doses that are stored already or replaced by a newer report.
    pub duplicates: u64,
    pub rejected: u64,
    /// Doses omitted from imported messages; each is also among the warnings.
    pub immunizations_left_out: u64,
    pub warnings: u64,
}

impl Summary {
    pub fn add(&mut self, outcome: &Result<Changes, ReportError>) {
        self.messages += 1;
        let Ok(changes) = outcome else {
            self.rejected += 1;
            return;
        };
        match changes.patient {
            PatientChange::Added => self.patients_added += 1,
            PatientChange::Updated => self.patients_updated += 1,
            PatientChange::Unchanged => {}
        }
        self.immunizations_added += changes.doses_added;
        self.immunizations_updated += changes.doses_updated;
        self.immunizations_deleted += changes.doses_deleted;
        self.duplicates += changes.doses_unchanged;
        self.immunizations_left_out += changes.doses_left_out();
        self.warnings += changes.warning_count();
    }
}
