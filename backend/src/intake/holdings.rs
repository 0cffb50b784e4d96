//! The patients of a group of reports: loaded together, changed in memory, written together.

use std::collections::{BTreeMap, HashMap};

use super::held::Held;
use super::holding::Holding;
use super::kept::KeptReport;
use super::place::Place;
use super::report::Report;
use crate::db::{DbConnection, DbError, contacts, immunizations, patients, reports};

/// Each patient stands for one sender's own number.
pub struct Holdings<'r> {
    places: HashMap<(&'r str, &'r str), usize>,
    held: Vec<Held>,
}

impl<'r> Holdings<'r> {
    /// Loads what the tables hold of the patients these reports are about.
    pub fn load(conn: &mut DbConnection, group: &[(&'r Report, &'r KeptReport)]) -> Result<Self, DbError> {
        let mut wanted: Vec<_> = group.iter().map(|(report, _)| name(report)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut holdings = Self {
            places: HashMap::with_capacity(wanted.len()),
            held: Vec::with_capacity(wanted.len()),
        };
        let mut loaded: HashMap<(String, String), Held> = holdings_of(conn, &wanted)?
            .into_iter()
            .map(|holding| {
                let patient = &holding.patient;
                let name = (patient.sender.clone(), patient.sender_patient_id.clone());
                (name, Held::loaded(holding))
            })
            .collect();
        for (sender, number) in wanted {
            if let Some(held) = loaded.remove(&(sender.to_owned(), number.to_owned())) {
                holdings.places.insert((sender, number), holdings.held.len());
                holdings.held.push(held);
            }
        }
        holdings.look_back(conn, group)?;
        Ok(holdings)
    }

    pub fn find(&mut self, report: &Report) -> Option<&mut Held> {
        let place = *self.places.get(&name(report))?;
        self.held.get_mut(place)
    }

    /// Whether the report may change what later ones add to.
    pub fn is_late(&self, report: &Report, kept: &KeptReport) -> bool {
        let at = self.places.get(&name(report)).copied();
        at.is_some_and(|at| !self.held[at].is_latest(kept))
    }

    pub fn add(&mut self, report: &'r Report, held: Held) {
        self.places.insert(name(report), self.held.len());
        self.held.push(held);
    }

    /// In the order of their numbers, as the tables keep them.
    pub fn into_held(self) -> Vec<Held> {
        let mut held = self.held;
        held.sort_unstable_by_key(|held| held.now.patient.id);
        held
    }

    /// Loads what is needed of the reports that are stored, for all patients at once. What a report of the group needs
    /// because of another one of the group is loaded when it is known.
    fn look_back(
        &mut self,
        conn: &mut DbConnection,
        group: &[(&'r Report, &'r KeptReport)],
    ) -> Result<(), DbError> {
        let late = self.patients_where(group, |held, _, kept| !held.is_latest(kept));
        for (id, reported_at, digest) in some(&late, |ids| reports::places_of_all(conn, ids))? {
            self.held[late[&id]].known.insert(Place { reported_at, digest });
        }
        let asked = self.patients_where(group, Held::looks_back);
        let mut stored = by_patient(some(&asked, |ids| reports::reports_of_all(conn, ids))?, |row| {
            row.patient_id
        });
        for (id, at) in &asked {
            self.held[*at].open(stored.remove(id).unwrap_or_default())?;
        }
        let counted = self.patients_where(group, |held, report, _| held.may_grow(report));
        for (id, size) in some(&counted, |ids| reports::sizes_of_all(conn, ids))? {
            self.held[counted[&id]].size = size;
        }
        Ok(())
    }

    /// The loaded patients with a report in the group for which this holds, by their numbers.
    fn patients_where(
        &self,
        group: &[(&'r Report, &'r KeptReport)],
        holds: impl Fn(&Held, &Report, &KeptReport) -> bool,
    ) -> BTreeMap<i64, usize> {
        let patient = |(report, kept): &(&'r Report, &'r KeptReport)| {
            let at = *self.places.get(&name(report))?;
            let held = self.held.get(at).filter(|held| holds(held, report, kept))?;
            Some((held.now.patient.id, at))
        };
        group.iter().filter_map(patient).collect()
    }
}

/// Asks about these patients, if there are any.
fn some<T>(
    patients: &BTreeMap<i64, usize>,
    ask: impl FnOnce(&[i64]) -> Result<Vec<T>, DbError>,
) -> Result<Vec<T>, DbError> {
    if patients.is_empty() {
        return Ok(Vec::new());
    }
    ask(&patients.keys().copied().collect::<Vec<_>>())
}

fn name(report: &Report) -> (&str, &str) {
    (&report.sender, &report.patient.sender_patient_id)
}

fn holdings_of(conn: &mut DbConnection, wanted: &[(&str, &str)]) -> Result<Vec<Holding>, DbError> {
    let patients = patients::rows_of(conn, wanted)?;
    if patients.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = patients.iter().map(|patient| patient.id).collect();
    let mut contacts = by_patient(contacts::contacts_of_all(conn, &ids)?, |row| row.patient_id);
    let mut doses = by_patient(immunizations::rows_of_all(conn, &ids)?, |row| row.patient_id);
    let holding = |patient: patients::PatientRow| Holding {
        contacts: contacts.remove(&patient.id).unwrap_or_default(),
        doses: doses.remove(&patient.id).unwrap_or_default(),
        patient,
    };
    Ok(patients.into_iter().map(holding).collect())
}

/// Keeps the order of each patient's rows.
fn by_patient<T>(rows: Vec<T>, patient_id: impl Fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut of_patient: HashMap<i64, Vec<T>> = HashMap::new();
    for row in rows {
        of_patient.entry(patient_id(&row)).or_default().push(row);
    }
    of_patient
}
