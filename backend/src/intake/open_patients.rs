//! The patients of a group of reports: loaded together, changed in memory, written together.

use std::collections::{BTreeMap, HashMap};

use super::open_patient::OpenPatient;
use super::report::Report;
use super::report_key::ReportKey;
use super::stored_patient::StoredPatient;
use super::stored_report::EncodedReport;
use crate::db::{DbConnection, DbError, contacts, immunizations, patients, reports};

/// The patients by the sender and its own number for the patient.
pub struct OpenPatients<'r> {
    indexes: HashMap<(&'r str, &'r str), usize>,
    patients: Vec<OpenPatient>,
}

impl<'r> OpenPatients<'r> {
    /// Loads the stored rows of the patients in these reports.
    pub fn load(conn: &mut DbConnection, group: &[(&'r Report, &'r EncodedReport)]) -> Result<Self, DbError> {
        let mut wanted: Vec<_> = group.iter().map(|(report, _)| name(report)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut open = Self {
            indexes: HashMap::with_capacity(wanted.len()),
            patients: Vec::with_capacity(wanted.len()),
        };
        let mut loaded: HashMap<(String, String), OpenPatient> = stored_patients(conn, &wanted)?
            .into_iter()
            .map(|stored| {
                let row = &stored.patient;
                let name = (row.sender.clone(), row.sender_patient_id.clone());
                (name, OpenPatient::loaded(stored))
            })
            .collect();
        for (sender, number) in wanted {
            if let Some(patient) = loaded.remove(&(sender.to_owned(), number.to_owned())) {
                open.indexes.insert((sender, number), open.patients.len());
                open.patients.push(patient);
            }
        }
        open.load_reports(conn, group)?;
        Ok(open)
    }

    pub fn find(&mut self, report: &Report) -> Option<&mut OpenPatient> {
        let at = *self.indexes.get(&name(report))?;
        self.patients.get_mut(at)
    }

    /// Whether the report is older than the patient's latest one, so that later ones must be applied again.
    pub fn is_late(&self, report: &Report, encoded: &EncodedReport) -> bool {
        let at = self.indexes.get(&name(report)).copied();
        at.is_some_and(|at| !self.patients[at].is_latest(encoded))
    }

    pub fn add(&mut self, report: &'r Report, patient: OpenPatient) {
        self.indexes.insert(name(report), self.patients.len());
        self.patients.push(patient);
    }

    /// The patients in the order of their ids, as in the tables.
    pub fn into_patients(self) -> Vec<OpenPatient> {
        let mut patients = self.patients;
        patients.sort_unstable_by_key(|patient| patient.now.patient.id);
        patients
    }

    /// Loads the needed reports of all patients at once. Reports that are needed only because of another report of the
    /// group are loaded later.
    fn load_reports(
        &mut self,
        conn: &mut DbConnection,
        group: &[(&'r Report, &'r EncodedReport)],
    ) -> Result<(), DbError> {
        let late = self.patients_where(group, |patient, _, encoded| !patient.is_latest(encoded));
        for (id, reported_at, digest) in some(&late, |ids| reports::keys_of_all(conn, ids))? {
            self.patients[late[&id]]
                .stored_keys
                .insert(ReportKey { reported_at, digest });
        }
        let needed = self.patients_where(group, OpenPatient::needs_reports);
        let mut stored = by_patient(some(&needed, |ids| reports::reports_of_all(conn, ids))?, |row| {
            row.patient_id
        });
        for (id, at) in &needed {
            self.patients[*at].load_history(stored.remove(id).unwrap_or_default())?;
        }
        let counted = self.patients_where(group, |patient, report, _| patient.may_grow(report));
        for (id, size) in some(&counted, |ids| reports::sizes_of_all(conn, ids))? {
            self.patients[counted[&id]].size = size;
        }
        Ok(())
    }

    /// The ids of the loaded patients with a report in the group that satisfies the condition.
    fn patients_where(
        &self,
        group: &[(&'r Report, &'r EncodedReport)],
        holds: impl Fn(&OpenPatient, &Report, &EncodedReport) -> bool,
    ) -> BTreeMap<i64, usize> {
        let patient = |(report, encoded): &(&'r Report, &'r EncodedReport)| {
            let at = *self.indexes.get(&name(report))?;
            let patient = self
                .patients
                .get(at)
                .filter(|patient| holds(patient, report, encoded))?;
            Some((patient.now.patient.id, at))
        };
        group.iter().filter_map(patient).collect()
    }
}

/// Runs the query for these patients, if there are any.
fn some<T>(
    patients: &BTreeMap<i64, usize>,
    query: impl FnOnce(&[i64]) -> Result<Vec<T>, DbError>,
) -> Result<Vec<T>, DbError> {
    if patients.is_empty() {
        return Ok(Vec::new());
    }
    query(&patients.keys().copied().collect::<Vec<_>>())
}

fn name(report: &Report) -> (&str, &str) {
    (&report.sender, &report.patient.sender_patient_id)
}

fn stored_patients(conn: &mut DbConnection, wanted: &[(&str, &str)]) -> Result<Vec<StoredPatient>, DbError> {
    let patients = patients::rows_of(conn, wanted)?;
    if patients.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = patients.iter().map(|patient| patient.id).collect();
    let mut contacts = by_patient(contacts::contacts_of_all(conn, &ids)?, |row| row.patient_id);
    let mut doses = by_patient(immunizations::rows_of_all(conn, &ids)?, |row| row.patient_id);
    let stored = |patient: patients::PatientRow| StoredPatient {
        contacts: contacts.remove(&patient.id).unwrap_or_default(),
        doses: doses.remove(&patient.id).unwrap_or_default(),
        patient,
    };
    Ok(patients.into_iter().map(stored).collect())
}

/// Groups the rows by patient, in their order.
fn by_patient<T>(rows: Vec<T>, patient_id: impl Fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut of_patient: HashMap<i64, Vec<T>> = HashMap::new();
    for row in rows {
        of_patient.entry(patient_id(&row)).or_default().push(row);
    }
    of_patient
}
