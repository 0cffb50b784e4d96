//! The rows of one patient, built from its reports: these are applied in the order of their message times, and the
//! latest value holds. Pure: it writes nothing.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use shared::demographics::Gender;

use super::dose_list;
use super::report::{DoseReport, Patch, PatientReport, Report, ReportedContact};
use crate::db::DbError;
use crate::db::contacts::ContactRow;
use crate::db::immunizations::ImmunizationRow;
use crate::db::patients::{PatientRow, aliases_text};
use crate::registry::contact_hash::{GUARDIAN, OWN};

/// All rows of one patient; the contacts are sorted, the doses are in the order of their numbers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPatient {
    pub patient: PatientRow,
    pub contacts: Vec<ContactRow>,
    pub doses: Vec<ImmunizationRow>,
}

impl StoredPatient {
    /// The rows of a patient with one report.
    pub fn first(id: i64, report: &Report, digest: &[u8]) -> Result<Self, DbError> {
        let mut stored = Self::empty(id, report);
        stored.apply(report, digest)?;
        Ok(stored)
    }

    /// A patient without reported values; the report only supplies the sender and its number for the patient.
    pub fn empty(id: i64, report: &Report) -> Self {
        let patient = PatientRow {
            id,
            sender: report.sender.clone(),
            sender_patient_id: report.patient.sender_patient_id.clone(),
            first_name: String::new(),
            middle_name: None,
            last_name: String::new(),
            suffix: None,
            aliases: String::new(),
            birth_date: report.patient.birth_date,
            gender: Gender::Unknown.name().to_owned(),
            is_protected: false,
            is_deceased: false,
            deceased_on: None,
            is_multiple_birth: false,
            last_reported_at: report.reported_at,
            last_report_digest: Vec::new(),
        };
        Self {
            patient,
            contacts: Vec::new(),
            doses: Vec::new(),
        }
    }

    /// Applies the report that follows all those already applied.
    pub fn apply(&mut self, report: &Report, digest: &[u8]) -> Result<(), DbError> {
        self.apply_patient(&report.patient)?;
        self.apply_contacts(OWN, &report.patient.own_contacts, report.reported_at);
        self.apply_contacts(GUARDIAN, &report.patient.guardian_contacts, report.reported_at);
        self.contacts.sort();
        for dose in &report.doses {
            self.apply_dose(dose, report.reported_at)?;
        }
        self.patient.last_reported_at = report.reported_at;
        digest.clone_into(&mut self.patient.last_report_digest);
        Ok(())
    }

    /// Applies the report of one dose.
    pub fn apply_dose(&mut self, dose: &DoseReport, reported_at: NaiveDateTime) -> Result<(), DbError> {
        dose_list::apply(&mut self.doses, self.patient.id, dose, reported_at)
    }

    fn apply_patient(&mut self, patient: &PatientReport) -> Result<(), DbError> {
        let row = &mut self.patient;
        row.first_name.clone_from(&patient.first_name);
        row.middle_name.clone_from(&patient.middle_name);
        row.last_name.clone_from(&patient.last_name);
        row.suffix.clone_from(&patient.suffix);
        row.aliases = aliases_text(&patient.aliases);
        row.birth_date = patient.birth_date;
        let mut gender = Some(row.gender()?);
        apply_patch(&mut gender, &patient.gender);
        gender
            .unwrap_or(Gender::Unknown)
            .name()
            .clone_into(&mut row.gender);
        apply_flag(&mut row.is_protected, patient.is_protected);
        apply_flag(&mut row.is_deceased, patient.is_deceased);
        apply_flag(&mut row.is_multiple_birth, patient.is_multiple_birth);
        apply_patch(&mut row.deceased_on, &patient.deceased_on);
        Ok(())
    }

    /// A reported list replaces the stored one and confirms each of its contacts.
    fn apply_contacts(
        &mut self,
        owner: &str,
        reported: &Patch<Vec<ReportedContact>>,
        reported_at: NaiveDateTime,
    ) {
        let list = match reported {
            Patch::Keep => return,
            Patch::Clear => &[][..],
            Patch::Set(list) => list.as_slice(),
        };
        let patient_id = self.patient.id;
        self.contacts.retain(|contact| contact.owner != owner);
        self.contacts.extend(list.iter().map(|contact| ContactRow {
            patient_id,
            kind: contact.kind.clone(),
            value: contact.value.clone(),
            owner: owner.to_owned(),
            last_reported_at: reported_at,
        }));
    }
}

pub(super) fn apply_patch<T: Clone>(field: &mut Option<T>, patch: &Patch<T>) {
    match patch {
        Patch::Keep => {}
        Patch::Clear => *field = None,
        Patch::Set(value) => *field = Some(value.clone()),
    }
}

pub(super) fn apply_flag(flag: &mut bool, patch: Patch<bool>) {
    match patch {
        Patch::Keep => {}
        Patch::Clear => *flag = false,
        Patch::Set(value) => *flag = value,
    }
}
