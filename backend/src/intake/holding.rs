//! What a patient's reports add up to: taken one after another in the order they were told, the last word holds.
//! Decides, writes nothing.

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

/// All rows of one patient; the contacts are sorted, the doses stand by number.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    pub patient: PatientRow,
    pub contacts: Vec<ContactRow>,
    pub doses: Vec<ImmunizationRow>,
}

impl Holding {
    /// What one report alone says.
    pub fn first(id: i64, report: &Report, digest: &[u8]) -> Result<Self, DbError> {
        let mut holding = Self::before(id, report);
        holding.take(report, digest)?;
        Ok(holding)
    }

    /// A patient of whom nothing is told yet; the report only says who it is.
    pub fn before(id: i64, report: &Report) -> Self {
        let told = &report.patient;
        let patient = PatientRow {
            id,
            sender: report.sender.clone(),
            sender_patient_id: told.sender_patient_id.clone(),
            first_name: String::new(),
            middle_name: None,
            last_name: String::new(),
            suffix: None,
            aliases: String::new(),
            birth_date: told.birth_date,
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

    /// Takes the report that follows all those taken before.
    pub fn take(&mut self, report: &Report, digest: &[u8]) -> Result<(), DbError> {
        self.take_patient(&report.patient)?;
        self.take_contacts(OWN, &report.patient.own_contacts, report.reported_at);
        self.take_contacts(GUARDIAN, &report.patient.guardian_contacts, report.reported_at);
        self.contacts.sort();
        for told in &report.doses {
            self.take_dose(told, report.reported_at)?;
        }
        self.patient.last_reported_at = report.reported_at;
        digest.clone_into(&mut self.patient.last_report_digest);
        Ok(())
    }

    /// Takes what was told about one dose.
    pub fn take_dose(&mut self, told: &DoseReport, reported_at: NaiveDateTime) -> Result<(), DbError> {
        dose_list::take(&mut self.doses, self.patient.id, told, reported_at)
    }

    fn take_patient(&mut self, told: &PatientReport) -> Result<(), DbError> {
        let row = &mut self.patient;
        row.first_name.clone_from(&told.first_name);
        row.middle_name.clone_from(&told.middle_name);
        row.last_name.clone_from(&told.last_name);
        row.suffix.clone_from(&told.suffix);
        row.aliases = aliases_text(&told.aliases);
        row.birth_date = told.birth_date;
        let mut gender = Some(row.gender()?);
        take(&mut gender, &told.gender);
        gender
            .unwrap_or(Gender::Unknown)
            .name()
            .clone_into(&mut row.gender);
        take_flag(&mut row.is_protected, told.is_protected);
        take_flag(&mut row.is_deceased, told.is_deceased);
        take_flag(&mut row.is_multiple_birth, told.is_multiple_birth);
        take(&mut row.deceased_on, &told.deceased_on);
        Ok(())
    }

    /// A list that is told replaces the one before, and confirms each of its contacts.
    fn take_contacts(&mut self, owner: &str, told: &Patch<Vec<ReportedContact>>, reported_at: NaiveDateTime) {
        let list = match told {
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

/// Puts what was told into the field.
pub(super) fn take<T: Clone>(field: &mut Option<T>, told: &Patch<T>) {
    match told {
        Patch::Keep => {}
        Patch::Clear => *field = None,
        Patch::Set(value) => *field = Some(value.clone()),
    }
}

pub(super) fn take_flag(flag: &mut bool, told: Patch<bool>) {
    match told {
        Patch::Keep => {}
        Patch::Clear => *flag = false,
        Patch::Set(value) => *flag = value,
    }
}
